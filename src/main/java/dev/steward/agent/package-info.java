/** Agent roles and their durable runs. */
@NullMarked
@ApplicationModule(
  allowedDependencies = {
    "tool",
    "model",
    "policy",
    "budget",
    "knowledge",
    "process",
    "process::spi",
    "audit",
    "telemetry",
    "control",
    "identity",
    "problem",
    "json",
    "listing",
    "catalogue",
    "journal",
  }
)
package dev.steward.agent;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
