/** What can be watched from outside: one trace for each process instance, and what models, agents and tools are measured by. */
@NullMarked
@ApplicationModule(allowedDependencies = {})
package dev.steward.telemetry;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
