/** Tool contracts and the one gateway through which every tool call goes. */
@NullMarked
@ApplicationModule(
  allowedDependencies = {
    "review",
    "policy",
    "audit",
    "telemetry",
    "control",
    "identity",
    "knowledge",
    "process::spi",
    "problem",
    "json",
    "outbound",
    "journal",
    "listing",
    "catalogue",
  }
)
package dev.steward.tool;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
