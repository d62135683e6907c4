/** How long instances are kept, what is held back, and the archive of those that are cleared away. */
@NullMarked
@ApplicationModule(
  allowedDependencies = {
    "audit",
    "evidence",
    "identity",
    "listing",
    "monitoring",
    "problem",
    "process::spi",
  }
)
package dev.steward.retention;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
