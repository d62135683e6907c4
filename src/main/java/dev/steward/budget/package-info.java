/** What models may cost: budgets by the decision tables, reserved before each call. */
@NullMarked
@ApplicationModule(
  allowedDependencies = {
    "policy",
    "review",
    "identity",
    "audit",
    "process::spi",
    "journal",
    "json",
    "listing",
    "problem",
  }
)
package dev.steward.budget;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
