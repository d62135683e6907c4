/** Decides by decision tables whether an action may happen, and who must look at it. */
@NullMarked
@ApplicationModule(allowedDependencies = { "identity", "audit", "json", "problem", "listing" })
package dev.steward.policy;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
