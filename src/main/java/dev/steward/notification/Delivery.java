package dev.steward.notification;

import dev.steward.process.spi.TaskNotice;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One message to one recipient, taken to be sent.
 *
 * @param recipient a person's name; for a webhook, {@code webhook}
 * @param attempt this one, from 1
 * @param group that an escalation has added
 */
record Delivery(
  UUID id,
  Channel channel,
  String recipient,
  int attempt,
  TaskNotice.Kind kind,
  String taskId,
  @Nullable String group,
  Instant at
) {}
