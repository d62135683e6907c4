package dev.steward.process.spi;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A task waiting for a person.
 *
 * @param groups candidate groups
 * @param people candidates named one by one
 * @param owner who has handed the task to the assignee, or was away when the assignee took it over
 * @param delegated handed over to be prepared: the assignee gives it back to the owner, who completes it
 * @param initiator who started the instance
 * @param rehearsedBy who tries the diagram out, and answers for everybody in it; null for work in earnest
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
  List<String> people,
  @Nullable String assignee,
  @Nullable String owner,
  boolean delegated,
  @Nullable String initiator,
  Instant createdAt,
  @Nullable Instant dueAt,
  int priority,
  @Nullable String formKey,
  String deploymentId,
  @Nullable String rehearsedBy
) {
  public OpenTask {
    groups = List.copyOf(groups);
    people = List.copyOf(people);
  }
}
