/** Process definitions, instances, tasks and forms: the only module that knows Flowable's process engine. */
@NullMarked
@ApplicationModule(
  allowedDependencies = {
    "identity",
    "telemetry",
    "audit",
    "policy",
    "control",
    "problem",
    "listing",
    "json",
    "journal",
  }
)
package dev.steward.process;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
