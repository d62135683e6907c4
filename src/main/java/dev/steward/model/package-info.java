/** Chat models by name, with prices, and the rehearsal model that answers offline. */
@NullMarked
@ApplicationModule(
  allowedDependencies = { "audit", "identity", "problem", "json", "outbound", "telemetry" }
)
package dev.steward.model;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
