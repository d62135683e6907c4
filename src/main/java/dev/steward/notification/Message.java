package dev.steward.notification;

import dev.steward.process.spi.OpenTask;
import java.net.URI;

/**
 * What somebody is told, in words. No value of a variable is in it.
 *
 * @param task its computed name and description stay out of what is sent
 * @param name of the task as its author wrote it
 * @param why this recipient is asked
 */
record Message(
  Delivery delivery,
  OpenTask task,
  String name,
  String subject,
  String why,
  String due,
  URI link
) {
  /** Plain text, for people. */
  String text() {
    return """
    %s

    %s
    %s

    Open it: %s

    Deciding needs your sign-in; this message does not do it, and answers to it reach nobody.
    """.formatted(subject, why, due, link);
  }

  /** One line, for a chat. */
  String line() {
    return "%s. %s %s %s".formatted(subject, why, due, link);
  }
}
