/** Measures what processes, agents and tools do: the six categories, added up from history and journals. */
@NullMarked
@ApplicationModule(
  allowedDependencies = { "process::spi", "identity", "audit", "problem", "listing" }
)
package dev.steward.monitoring;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
