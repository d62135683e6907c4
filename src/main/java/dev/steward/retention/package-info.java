/** How long instances are kept, what is held back, the archive of those that are cleared away, and what is erased before its time. */
@NullMarked
@ApplicationModule(
  allowedDependencies = {
    "audit",
    "evidence",
    "identity",
    "json",
    "listing",
    "monitoring",
    "problem",
    "process::spi",
  }
)
package dev.steward.retention;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
