/** Switches by which operators stop a tool, an agent, a workflow, or everything. */
@NullMarked
@ApplicationModule(allowedDependencies = { "audit", "identity", "journal", "listing" })
package dev.steward.control;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
