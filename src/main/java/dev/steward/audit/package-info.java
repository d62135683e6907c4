/** The append-only trail, written in the transaction of what it records. */
@NullMarked
@ApplicationModule(
  allowedDependencies = { "identity", "problem", "listing", "journal", "outbound" }
)
package dev.steward.audit;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
