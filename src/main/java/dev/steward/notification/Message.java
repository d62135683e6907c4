package dev.steward.notification;

import dev.steward.process.spi.OpenTask;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * What somebody is told, in words. No value of a variable is in it.
 *
 * @param task its computed name and description stay out of what is sent; null where it is about none
 * @param name of the task as its author wrote it
 * @param why this recipient is asked, or what there is to say
 * @param due empty where it is about no task
 */
record Message(
  Delivery delivery,
  @Nullable OpenTask task,
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

    Open it: %s

    %s
    """.formatted(
      subject,
      (why + "\n" + due).strip(),
      link,
      task == null
        ? "Answers to this message reach nobody."
        : "Deciding needs your sign-in; this message does not do it, and answers to it reach nobody."
    );
  }

  /** One line, for a chat. */
  String line() {
    return "%s. %s %s".formatted(subject, (why + " " + due).strip(), link);
  }
}
