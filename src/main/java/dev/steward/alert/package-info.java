/** Watches figures against the thresholds that people set, tells them, and starts processes. */
@NullMarked
@ApplicationModule(
  allowedDependencies = {
    "monitoring",
    "notification",
    "process::spi",
    "identity",
    "audit",
    "problem",
    "listing",
    "journal",
    "json",
  }
)
package dev.steward.alert;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
