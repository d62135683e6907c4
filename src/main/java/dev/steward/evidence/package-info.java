/** What is on record of a process instance in one file that can be checked without this server. */
@NullMarked
@ApplicationModule(
  allowedDependencies = { "audit", "process::spi", "policy", "identity", "problem", "journal" }
)
package dev.steward.evidence;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
