/** Golden cases of agents: run off the record against any model or prompt, and compared with the last time. */
@NullMarked
@ApplicationModule(
  allowedDependencies = {
    "agent",
    "audit",
    "catalogue",
    "identity",
    "journal",
    "json",
    "listing",
    "problem",
    "tool",
  }
)
package dev.steward.evaluation;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
