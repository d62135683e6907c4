/** Demo business systems behind HTTP; no other module may import it. */
@NullMarked
@ApplicationModule(allowedDependencies = {})
package dev.steward.sandbox;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
