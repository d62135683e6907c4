/** Tells people of their tasks, by mail and webhook, out of an outbox. Deciding always needs the web app or the API, and a sign-in. */
@NullMarked
@ApplicationModule(
  allowedDependencies = {
    "process::spi",
    "identity",
    "audit",
    "outbound",
    "problem",
    "listing",
    "journal",
    "json",
  }
)
package dev.steward.notification;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
