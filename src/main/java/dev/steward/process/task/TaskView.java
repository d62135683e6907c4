package dev.steward.process.task;

import dev.steward.process.spi.OpenTask;
import dev.steward.process.spi.ReviewView;
import dev.steward.process.spi.TaskKind;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A task as people see it.
 *
 * @param review what is to be decided, for a task of kind tool-review
 * @param mayDecide whether whoever asked may complete it
 * @param refusal why not
 */
@Schema(name = "Task")
record TaskView(
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
  Instant createdAt,
  @Nullable Instant dueAt,
  int priority,
  @Nullable ReviewView review,
  boolean mayDecide,
  @Nullable String refusal
) {
  static TaskView of(OpenTask task, @Nullable ReviewView review, @Nullable String refusal) {
    return new TaskView(
      task.id(),
      task.name(),
      task.description(),
      task.kind(),
      task.processKey(),
      task.processName(),
      task.instanceId(),
      task.businessKey(),
      task.activityId(),
      task.groups(),
      task.people(),
      task.assignee(),
      task.owner(),
      task.delegated(),
      task.createdAt(),
      task.dueAt(),
      task.priority(),
      review,
      refusal == null,
      refusal
    );
  }
}
