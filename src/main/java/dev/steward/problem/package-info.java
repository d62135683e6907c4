/**
 * The exception that carries a problem with a stable code out to callers; any module may throw it.
 */
@NullMarked
@ApplicationModule(type = ApplicationModule.Type.OPEN, allowedDependencies = {})
package dev.steward.problem;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
