/** Measures what processes, agents and tools do. Only its walls stand yet. */
@NullMarked
@ApplicationModule(
  allowedDependencies = { "agent", "tool", "review", "process", "audit", "problem" }
)
package dev.steward.monitoring;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
