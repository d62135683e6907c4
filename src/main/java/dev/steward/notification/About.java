package dev.steward.notification;

import dev.steward.process.spi.TaskNotice;
import org.jspecify.annotations.Nullable;

/** What a message is about. */
sealed interface About {
  /** @param group that an escalation has added */
  record Task(TaskNotice.Kind kind, String taskId, @Nullable String group) implements About {}

  record Said(Notice notice) implements About {}

  /** As it is stored, and told to webhooks. */
  default String event() {
    return switch (this) {
      case Task task -> task.kind().id();
      case Said said -> Notice.KIND;
    };
  }
}
