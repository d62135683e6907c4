/** Retrieval of company documents inside their boundaries. Only its walls stand yet. */
@NullMarked
@ApplicationModule(allowedDependencies = { "identity", "audit", "policy", "problem" })
package dev.steward.knowledge;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
