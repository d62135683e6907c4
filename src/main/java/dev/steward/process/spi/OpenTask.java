package dev.steward.process.spi;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A task waiting for a person.
 *
 * @param groups candidate groups
 * @param initiator who started the instance
 */
public record OpenTask(
  String id,
  String name,
  @Nullable String description,
  TaskKind kind,
  String processKey,
  String processName,
  String instanceId,
  @Nullable String businessKey,
  String activityId,
  List<String> groups,
  @Nullable String assignee,
  @Nullable String initiator,
  Instant createdAt,
  @Nullable Instant dueAt,
  int priority,
  @Nullable String formKey,
  String deploymentId
) {
  public OpenTask {
    groups = List.copyOf(groups);
  }
}
