package dev.steward.tool;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.steward.process.spi.WorkContext;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The {@code tool_task} table. */
@Repository
class ToolTasks {

  private final JdbcClient jdbc;
  private final ObjectMapper json;
  private final Clock clock;

  ToolTasks(JdbcClient jdbc, ObjectMapper json, Clock clock) {
    this.jdbc = jdbc;
    this.json = json;
    this.clock = clock;
  }

  void insert(UUID id, WorkContext context) {
    jdbc
      .sql(
        """
        INSERT INTO tool_task (id, execution_id, context, created_at)
        VALUES (:id, :execution, :context::jsonb, :now)
        """
      )
      .param("id", id)
      .param("execution", context.executionId())
      .param("context", json.valueToTree(context).toString())
      .param("now", Timestamp.from(clock.instant()))
      .update();
  }

  /** Empty for a task that was cancelled. */
  Optional<WorkContext> activeContext(UUID id) {
    return jdbc
      .sql("SELECT context FROM tool_task WHERE id = :id AND NOT cancelled")
      .param("id", id)
      .query(String.class)
      .optional()
      .map(this::read);
  }

  void cancel(String executionId) {
    jdbc
      .sql(
        "UPDATE tool_task SET cancelled = true WHERE execution_id = :execution AND NOT cancelled"
      )
      .param("execution", executionId)
      .update();
  }

  private WorkContext read(String context) {
    try {
      return json.readValue(context, WorkContext.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A stored context cannot be read", e);
    }
  }
}
