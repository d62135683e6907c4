package dev.steward.process.spi;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * A service-task type whose work happens outside any transaction and survives a crash.
 *
 * <p>The process module calls {@link #enter} in the transaction that reaches the task, {@link #perform} from a job without a
 * transaction, and {@link #progress} in the transaction that moves the process on. After a crash {@link #perform} is called again
 * with the same id, so every step it takes must be journalled, and a journalled step read instead of repeated.
 */
public interface DurableTask {
  /** The value of {@code flowable:type}. */
  String type();

  /**
   * Checks the fields of one task before it is deployed.
   *
   * @return one sentence for each problem; empty when the task may be deployed
   */
  List<String> problems(Map<String, String> fields);

  /** Names of the process variables that a task with these fields is given. */
  default Set<String> reads(Map<String, String> fields) {
    return fields
      .values()
      .stream()
      .flatMap(field -> VariableTemplate.variables(field).stream())
      .collect(Collectors.toSet());
  }

  /**
   * What a task with these fields works with, and what would become of its tool calls.
   *
   * @param riskClass of the workflow map
   */
  default TaskMeans means(Map<String, String> fields, String riskClass) {
    return TaskMeans.NONE;
  }

  /** Records the work to do, in the transaction that reaches the task. */
  UUID enter(TaskEntry entry);

  /** Works until the work is finished or a person is needed. Throwing leads to a retry of the job, and at last to an incident, except for {@link dev.steward.journal.LostWorkException}. */
  void perform(UUID id);

  /** How far the work has come, read in the transaction that acts on it. */
  Progress progress(UUID id);

  /**
   * An operator tries again: failed work goes on from its last committed step. Called in the transaction that schedules the next
   * {@link #perform}; does nothing for work that has not failed.
   */
  void reopen(UUID id);

  /** What the result of the work has to look like, as JSON Schema; empty where anything will do. */
  default Optional<JsonNode> resultSchema(UUID id) {
    return Optional.empty();
  }

  /** The task on this execution was interrupted or its instance deleted: nothing further may be executed for it. */
  void cancel(String executionId);
}
