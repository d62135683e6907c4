package dev.steward.agent;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import dev.steward.journal.Columns;
import dev.steward.journal.Step;
import dev.steward.journal.Write;
import dev.steward.json.StoredJson;
import dev.steward.model.ModelAnswer;
import dev.steward.process.spi.WorkContext;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The tables {@code agent_run}, what changes, and {@code agent_assignment}, what a run was asked. */
@Repository
class AgentRuns {

  private static final String SELECT =
    "SELECT * FROM agent_run r JOIN agent_assignment a ON a.run_id = r.id ";

  private final JdbcClient jdbc;
  private final StoredJson json;
  private final Clock clock;

  AgentRuns(JdbcClient jdbc, StoredJson json, Clock clock) {
    this.jdbc = jdbc;
    this.json = json;
    this.clock = clock;
  }

  Step queued(
    UUID id,
    AgentRoles.Version version,
    WorkContext context,
    String goal,
    Map<String, JsonNode> inputs,
    Set<String> tools,
    String prompt,
    String task
  ) {
    return new Step()
      .write(
        Write.of(
          """
          INSERT INTO agent_run (id, agent, agent_version, instance_id, execution_id, activity_id, state, created_at)
          VALUES (:id, :agent, :version, :instance, :execution, :activity, 'queued', :now)
          """
        )
          .with("id", id)
          .with("agent", version.role().name())
          .with("version", version.digest())
          .with("instance", context.instanceId())
          .with("execution", context.executionId())
          .with("activity", context.activityId())
          .with("now", now())
      )
      .write(
        Write.of(
          """
          INSERT INTO agent_assignment (run_id, context, goal, inputs, tools, prompt, task)
          VALUES (:id, :context::jsonb, :goal, :inputs::jsonb, :tools::jsonb, :prompt, :task)
          """
        )
          .with("id", id)
          .with("context", json.write(context))
          .with("goal", goal)
          .with("inputs", json.write(inputs))
          .with("tools", json.write(tools))
          .with("prompt", prompt)
          .with("task", task)
      );
  }

  AgentRun get(UUID id) {
    return find(id).orElseThrow(() -> new IllegalStateException("There is no agent run " + id));
  }

  Optional<AgentRun> find(UUID id) {
    return jdbc
      .sql(SELECT + "WHERE r.id = :id")
      .param("id", id)
      .query(this::read)
      .optional();
  }

  List<AgentRun> ofInstance(String instanceId) {
    return jdbc
      .sql(SELECT + "WHERE r.instance_id = :instance ORDER BY r.created_at, r.id")
      .param("instance", instanceId)
      .query(this::read)
      .list();
  }

  /** Makes the run one execution's own. A guard: it fails where another was faster, or the run has ended. */
  Write taken(AgentRun run) {
    check(run.state(), RunState.RUNNING);
    var waited =
      run.waitingSince() == null
        ? run.waited()
        : run.waited().plus(Duration.between(run.waitingSince(), clock.instant()));
    return Write.of(
      """
      UPDATE agent_run SET state = 'running', epoch = epoch + 1, started_at = coalesce(started_at, :now),
        waiting_since = NULL, waited_ms = :waited, not_before = NULL
      WHERE id = :id AND epoch = :epoch AND state = :state
      """
    )
      .with("now", now())
      .with("waited", waited.toMillis())
      .with("id", run.id())
      .with("epoch", run.epoch())
      .with("state", run.state().id());
  }

  /** A guard: the run is still this execution's. */
  Write held(UUID id, int epoch) {
    return Write.of(
      "UPDATE agent_run SET epoch = epoch WHERE id = :id AND epoch = :epoch AND state = 'running'"
    )
      .with("id", id)
      .with("epoch", epoch);
  }

  /** Charges an answer to the run, whatever has become of the run meanwhile. */
  Write charged(UUID id, int turn, ModelAnswer answer) {
    return Write.of(
      """
      UPDATE agent_run SET turns = greatest(turns, :turn), tokens_in = tokens_in + :input,
        tokens_out = tokens_out + :output, cost_usd = cost_usd + :cost
      WHERE id = :id
      """
    )
      .with("turn", turn)
      .with("input", answer.usage().input())
      .with("output", answer.usage().output())
      .with("cost", answer.costUsd())
      .with("id", id);
  }

  Write completed(UUID id) {
    return ended(id, RunState.COMPLETED, null, null);
  }

  Write failed(UUID id, String errorCode, String message) {
    return ended(id, RunState.FAILED, errorCode, message);
  }

  private Write ended(
    UUID id,
    RunState state,
    @Nullable String errorCode,
    @Nullable String message
  ) {
    check(RunState.RUNNING, state);
    return Write.of(
      """
      UPDATE agent_run SET state = :state, error_code = :code, error_message = :message, ended_at = :now
      WHERE id = :id
      """
    )
      .with("state", state.id())
      .with("code", errorCode)
      .with("message", message)
      .with("now", now())
      .with("id", id);
  }

  Write awaitsReview(UUID id) {
    check(RunState.RUNNING, RunState.AWAITING_REVIEW);
    return Write.of(
      "UPDATE agent_run SET state = 'awaiting_review', waiting_since = :now WHERE id = :id"
    )
      .with("now", now())
      .with("id", id);
  }

  /** Back into the queue until a provider may be asked again; the wait is no time at work. */
  Write postponed(UUID id, Instant until) {
    check(RunState.RUNNING, RunState.QUEUED);
    return Write.of(
      "UPDATE agent_run SET state = 'queued', not_before = :until, waiting_since = :now WHERE id = :id"
    )
      .with("now", now())
      .with("until", Timestamp.from(until))
      .with("id", id);
  }

  /** Back into the queue until an operator lets it go on; the wait is no time at work. */
  Write held(UUID id) {
    check(RunState.RUNNING, RunState.QUEUED);
    return Write.of("UPDATE agent_run SET state = 'queued', waiting_since = :now WHERE id = :id")
      .with("now", now())
      .with("id", id);
  }

  /** @return the executions of runs that were held, or that are about to begin */
  List<String> heldExecutions() {
    return jdbc
      .sql("SELECT execution_id FROM agent_run WHERE state = 'queued' AND not_before IS NULL")
      .query(String.class)
      .list();
  }

  /** @return the runs on this execution that were not over yet */
  List<AgentRun> cancel(String executionId) {
    return jdbc
      .sql(
        """
        UPDATE agent_run r SET state = 'cancelled', ended_at = :now
        FROM agent_assignment a
        WHERE a.run_id = r.id AND r.execution_id = :execution
          AND r.state IN ('queued', 'running', 'awaiting_review')
        RETURNING *
        """
      )
      .param("now", now())
      .param("execution", executionId)
      .query(this::read)
      .list();
  }

  /** Ends a run from outside. @return empty where it was over already */
  Optional<AgentRun> stop(UUID id, String errorCode, String message) {
    return jdbc
      .sql(
        """
        UPDATE agent_run r SET state = 'failed', error_code = :code, error_message = :message, ended_at = :now
        FROM agent_assignment a
        WHERE a.run_id = r.id AND r.id = :id AND r.state IN ('queued', 'running', 'awaiting_review')
        RETURNING *
        """
      )
      .param("code", errorCode)
      .param("message", message)
      .param("now", now())
      .param("id", id)
      .query(this::read)
      .optional();
  }

  /** An operator tries again: the run goes on from its last committed step. @return the run where it had failed */
  Optional<AgentRun> reopen(UUID id) {
    check(RunState.FAILED, RunState.QUEUED);
    return jdbc
      .sql(
        """
        UPDATE agent_run r SET state = 'queued', error_code = NULL, error_message = NULL, ended_at = NULL,
          not_before = NULL, reopened_at = :now,
          waited_ms = waited_ms + extract(epoch FROM :now::timestamptz - ended_at) * 1000
        FROM agent_assignment a
        WHERE a.run_id = r.id AND r.id = :id AND r.state = 'failed'
        RETURNING *
        """
      )
      .param("now", now())
      .param("id", id)
      .query(this::read)
      .optional();
  }

  private static void check(RunState from, RunState to) {
    if (!from.canBecome(to)) {
      throw new IllegalStateException("A run that is " + from + " cannot become " + to);
    }
  }

  private Timestamp now() {
    return Timestamp.from(clock.instant());
  }

  private AgentRun read(ResultSet row, int number) throws SQLException {
    return new AgentRun(
      row.getObject("id", UUID.class),
      row.getString("agent"),
      row.getString("agent_version"),
      json.read(row.getString("context"), WorkContext.class),
      row.getString("goal"),
      json.read(row.getString("inputs"), new TypeReference<Map<String, JsonNode>>() {}),
      json.read(row.getString("tools"), new TypeReference<Set<String>>() {}),
      row.getString("prompt"),
      row.getString("task"),
      RunState.of(row.getString("state")),
      row.getInt("epoch"),
      row.getInt("turns"),
      row.getLong("tokens_in"),
      row.getLong("tokens_out"),
      row.getBigDecimal("cost_usd"),
      row.getString("error_code"),
      row.getString("error_message"),
      row.getTimestamp("created_at").toInstant(),
      Columns.instant(row, "started_at"),
      Columns.instant(row, "ended_at"),
      Columns.instant(row, "waiting_since"),
      Duration.ofMillis(row.getLong("waited_ms")),
      Columns.instant(row, "not_before"),
      Columns.instant(row, "reopened_at")
    );
  }
}
