/** Which versions of agents and contracts are in force: those of the folders, and what people have stored since. */
@NullMarked
@ApplicationModule(
  type = ApplicationModule.Type.OPEN,
  allowedDependencies = { "audit", "identity", "json", "problem" }
)
package dev.steward.catalogue;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
