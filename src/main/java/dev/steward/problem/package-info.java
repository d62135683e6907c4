/** Refusals with a stable code, thrown anywhere and answered as RFC 9457 problem details by the web module. */
@NullMarked
@ApplicationModule(type = ApplicationModule.Type.OPEN, allowedDependencies = {})
package dev.steward.problem;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
