/** Tells open pages that something has changed, so that they need not ask all the time. */
@NullMarked
@ApplicationModule(allowedDependencies = { "identity", "audit", "problem", "process::spi" })
package dev.steward.live;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
