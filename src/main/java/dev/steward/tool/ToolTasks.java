package dev.steward.tool;

import dev.steward.journal.Write;
import dev.steward.json.StoredJson;
import dev.steward.process.spi.WorkContext;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The {@code tool_task} table. */
@Repository
class ToolTasks {

  private final JdbcClient jdbc;
  private final StoredJson json;
  private final Clock clock;

  ToolTasks(JdbcClient jdbc, StoredJson json, Clock clock) {
    this.jdbc = jdbc;
    this.json = json;
    this.clock = clock;
  }

  Write insert(UUID id, WorkContext context) {
    return Write.of(
      """
      INSERT INTO tool_task (id, execution_id, context, created_at)
      VALUES (:id, :execution, :context::jsonb, :now)
      """
    )
      .with("id", id)
      .with("execution", context.executionId())
      .with("context", json.write(context))
      .with("now", Timestamp.from(clock.instant()));
  }

  /** @param epoch how often an execution has taken it */
  record Active(WorkContext context, int epoch) {}

  /** Empty for a task that was cancelled. */
  Optional<Active> active(UUID id) {
    return jdbc
      .sql("SELECT context, epoch FROM tool_task WHERE id = :id AND NOT cancelled")
      .param("id", id)
      .query((row, number) ->
        new Active(json.read(row.getString("context"), WorkContext.class), row.getInt("epoch"))
      )
      .optional();
  }

  /** A guard: makes the task one execution's own. */
  Write taken(UUID id, int epoch) {
    return Write.of(
      "UPDATE tool_task SET epoch = epoch + 1 WHERE id = :id AND epoch = :epoch AND NOT cancelled"
    )
      .with("id", id)
      .with("epoch", epoch);
  }

  /** A guard: the task is still this execution's. */
  Write held(UUID id, int epoch) {
    return Write.of(
      "UPDATE tool_task SET epoch = epoch WHERE id = :id AND epoch = :epoch AND NOT cancelled"
    )
      .with("id", id)
      .with("epoch", epoch);
  }

  /** @return the executions of tasks whose call has neither been made nor waits for anything but its turn */
  List<String> unsettled() {
    return jdbc
      .sql(
        """
        SELECT t.execution_id FROM tool_task t JOIN tool_call c ON c.work_id = t.id
        WHERE NOT t.cancelled AND c.state IN ('proposed', 'executing', 'awaiting_review', 'deferred')
        """
      )
      .query(String.class)
      .list();
  }

  record Cancelled(UUID id, WorkContext context) {}

  /** @return the tasks on this execution that were not cancelled before */
  List<Cancelled> cancel(String executionId) {
    return jdbc
      .sql(
        "UPDATE tool_task SET cancelled = true WHERE execution_id = :execution AND NOT cancelled RETURNING id, context"
      )
      .param("execution", executionId)
      .query((row, number) ->
        new Cancelled(
          row.getObject("id", UUID.class),
          json.read(row.getString("context"), WorkContext.class)
        )
      )
      .list();
  }
}
