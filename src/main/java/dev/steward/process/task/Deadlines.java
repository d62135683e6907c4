package dev.steward.process.task;

import dev.steward.process.engine.Escalation;
import dev.steward.process.spi.ReviewDetails;
import dev.steward.process.spi.TaskKind;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.flowable.bpmn.model.UserTask;
import org.flowable.engine.impl.util.ProcessDefinitionUtil;
import org.flowable.task.api.TaskInfo;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** When something is to be done about an open task: the {@code task_deadline} table. */
@Component
class Deadlines {

  private final JdbcClient jdbc;
  // Looked up late: the engine needs this before it can serve what reviews need.
  private final ObjectProvider<ReviewDetails> reviews;
  private final TaskProperties properties;
  private final Clock clock;

  Deadlines(
    JdbcClient jdbc,
    ObjectProvider<ReviewDetails> reviews,
    TaskProperties properties,
    Clock clock
  ) {
    this.jdbc = jdbc;
    this.reviews = reviews;
    this.properties = properties;
    this.clock = clock;
  }

  /** @param group to be added; null for a reminder */
  record Deadline(String taskId, int step, @Nullable String group) {}

  /** Sets what follows from the task's due date, in place of what followed from an earlier one. Inside the engine's command. */
  void set(TaskInfo task) {
    clear(task.getId());
    if (task.getDueDate() == null) {
      return;
    }
    var due = task.getDueDate().toInstant();
    var reminder = due.minus(properties.dueSoon());
    // A task that is given less time than that has only just arrived.
    if (reminder.isAfter(task.getCreateTime().toInstant())) {
      insert(task.getId(), 0, reminder, null);
    }
    var escalations = escalations(task);
    for (int i = 0; i < escalations.size(); i++) {
      var escalation = escalations.get(i);
      insert(task.getId(), i + 1, due.plus(escalation.after()), escalation.group());
    }
  }

  void clear(String taskId) {
    jdbc.sql("DELETE FROM task_deadline WHERE task_id = :task").param("task", taskId).update();
  }

  /** The first that is due, held by the caller's transaction; another node takes the one after it. */
  @Nullable
  Deadline takeDue() {
    return jdbc
      .sql(
        """
        DELETE FROM task_deadline WHERE (task_id, step) = (
          SELECT task_id, step FROM task_deadline WHERE at <= :now
          ORDER BY at LIMIT 1 FOR UPDATE SKIP LOCKED)
        RETURNING task_id, step, group_id
        """
      )
      .param("now", Timestamp.from(clock.instant()))
      .query((row, number) ->
        new Deadline(row.getString("task_id"), row.getInt("step"), row.getString("group_id"))
      )
      .optional()
      .orElse(null);
  }

  void postpone(Deadline deadline, Instant at) {
    jdbc
      .sql("UPDATE task_deadline SET at = :at WHERE task_id = :task AND step = :step")
      .param("at", Timestamp.from(at))
      .param("task", deadline.taskId())
      .param("step", deadline.step())
      .update();
  }

  private void insert(String taskId, int step, Instant at, @Nullable String group) {
    jdbc
      .sql(
        "INSERT INTO task_deadline (task_id, step, at, group_id) VALUES (:task, :step, :at, :group)"
      )
      .param("task", taskId)
      .param("step", step)
      .param("at", Timestamp.from(at))
      .param("group", group)
      .update();
  }

  private List<Escalation> escalations(TaskInfo task) {
    if (TaskKind.ofCategory(task.getCategory()) != TaskKind.USER) {
      return reviews
        .getObject()
        .escalation(task.getId())
        .map(group -> new Escalation(group, Duration.ZERO))
        .stream()
        .toList();
    }
    return ProcessDefinitionUtil.getBpmnModel(task.getProcessDefinitionId()).getFlowElement(
        task.getTaskDefinitionKey()
      ) instanceof
      UserTask user
      ? Escalation.of(user)
      : List.of();
  }
}
