package dev.steward.process.task;

import com.fasterxml.jackson.databind.JsonNode;
import dev.steward.journal.Columns;
import dev.steward.json.StoredJson;
import dev.steward.problem.FieldError;
import dev.steward.problem.ProblemException;
import io.swagger.v3.oas.annotations.media.Schema;
import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What people have filled in and not yet sent: the {@code task_draft} table. */
@Component
class Drafts {

  private final JdbcClient jdbc;
  private final StoredJson json;
  private final TaskProperties properties;
  private final Clock clock;

  Drafts(JdbcClient jdbc, StoredJson json, TaskProperties properties, Clock clock) {
    this.jdbc = jdbc;
    this.json = json;
    this.properties = properties;
    this.clock = clock;
  }

  @Schema(name = "TaskDraft")
  record Draft(JsonNode variables, Instant savedAt) {}

  Optional<Draft> find(String taskId, String person) {
    return jdbc
      .sql("SELECT variables, saved_at FROM task_draft WHERE task_id = :task AND person = :person")
      .param("task", taskId)
      .param("person", person)
      .query((row, number) ->
        new Draft(
          json.tree(row.getString("variables")),
          Objects.requireNonNull(Columns.instant(row, "saved_at"))
        )
      )
      .optional();
  }

  /** @throws ProblemException 413 for a draft that is too large, 422 for one that cannot be stored */
  Draft save(String taskId, String person, JsonNode variables) {
    var text = variables.toString();
    if (text.getBytes(StandardCharsets.UTF_8).length > properties.largestDraft().toBytes()) {
      throw new ProblemException(
        HttpStatus.PAYLOAD_TOO_LARGE,
        "draft-too-large",
        "A draft may have at most %,d bytes".formatted(properties.largestDraft().toBytes()),
        List.of()
      );
    }
    // The database stores no NUL in a text.
    if (text.contains("\\u0000")) {
      throw ProblemException.invalid(
        "The draft holds a character that cannot be stored",
        List.of(new FieldError("/variables", "holds the character NUL"))
      );
    }
    var now = clock.instant();
    jdbc
      .sql(
        """
        INSERT INTO task_draft (task_id, person, variables, saved_at)
        VALUES (:task, :person, :variables::jsonb, :now)
        ON CONFLICT (task_id, person)
        DO UPDATE SET variables = excluded.variables, saved_at = excluded.saved_at
        """
      )
      .param("task", taskId)
      .param("person", person)
      .param("variables", text)
      .param("now", Timestamp.from(now))
      .update();
    return new Draft(variables, now);
  }

  void delete(String taskId, String person) {
    jdbc
      .sql("DELETE FROM task_draft WHERE task_id = :task AND person = :person")
      .param("task", taskId)
      .param("person", person)
      .update();
  }

  /** Everybody's, as the task is over. */
  void clear(String taskId) {
    jdbc.sql("DELETE FROM task_draft WHERE task_id = :task").param("task", taskId).update();
  }
}
