package dev.steward.process.rehearsal;

import com.fasterxml.jackson.databind.JsonNode;
import dev.steward.process.instance.InstanceState;
import dev.steward.process.instance.InstanceView.ActivityView;
import dev.steward.process.instance.TimelineEntry;
import dev.steward.process.instance.Wait;
import dev.steward.process.spi.OpenTask;
import dev.steward.process.spi.ReviewView;
import dev.steward.process.spi.TaskKind;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How a rehearsal stands.
 *
 * @param person who rehearses
 * @param keptUntil it is removed then, unless something is answered before
 * @param activities where it is and was, for the diagram
 * @param tasks that people would be asked, also those of called processes
 * @param waits events that it waits for
 * @param calls of tools, each as it was last judged
 */
@Schema(name = "Rehearsal")
record RehearsalView(
  UUID id,
  String person,
  String processKey,
  String processName,
  InstanceState state,
  Instant startedAt,
  @Nullable Instant endedAt,
  Instant keptUntil,
  Map<String, JsonNode> variables,
  List<ActivityView> activities,
  List<TaskView> tasks,
  List<Wait> waits,
  List<RehearsedCall> calls,
  List<TimelineEntry> timeline
) {
  /**
   * A task, and who would be asked.
   *
   * @param groups of whom anybody could do it
   * @param people the same, named one by one
   * @param assignee whom the diagram gives it to
   * @param form the form-js schema; null for a task without a form
   * @param formData what the form would show
   * @param review what is to be decided; null for a task of the diagram
   */
  @Schema(name = "RehearsedTask")
  record TaskView(
    String id,
    TaskKind kind,
    String name,
    @Nullable String description,
    String processKey,
    String activityId,
    List<String> groups,
    List<String> people,
    @Nullable String assignee,
    Instant createdAt,
    @Nullable Instant dueAt,
    @Nullable String formKey,
    @Nullable JsonNode form,
    JsonNode formData,
    @Nullable ReviewView review
  ) {
    static TaskView of(
      OpenTask task,
      @Nullable JsonNode form,
      JsonNode formData,
      @Nullable ReviewView review
    ) {
      return new TaskView(
        task.id(),
        task.kind(),
        task.name(),
        task.description(),
        task.processKey(),
        task.activityId(),
        task.groups(),
        task.people(),
        task.assignee(),
        task.createdAt(),
        task.dueAt(),
        task.formKey(),
        form,
        formData,
        review
      );
    }
  }
}
