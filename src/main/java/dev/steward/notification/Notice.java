package dev.steward.notification;

import java.util.List;

/**
 * Something that people are told, in words, and that is about no task.
 *
 * @param groups whose members are told by mail; a webhook is told in any case
 * @param subject one line
 * @param path in the web app, where it can be looked at
 */
public record Notice(List<String> groups, String subject, String text, String path) {
  static final String KIND = "alert";

  public Notice {
    groups = List.copyOf(groups);
  }
}
