/** Demo leads, so that the first start shows something. */
@NullMarked
@ApplicationModule(allowedDependencies = { "process::spi", "identity", "json", "problem" })
package dev.steward.demo;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
