/** Decisions of people on proposed tool calls. */
@NullMarked
@ApplicationModule(
  allowedDependencies = {
    "process",
    "process::spi",
    "policy",
    "audit",
    "identity",
    "problem",
    "json",
    "journal",
    "listing",
  }
)
package dev.steward.review;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
