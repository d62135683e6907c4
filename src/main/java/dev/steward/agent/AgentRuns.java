package dev.steward.agent;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.steward.model.ModelAnswer;
import dev.steward.process.spi.WorkContext;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The {@code agent_run} table. */
@Repository
class AgentRuns {

  private final JdbcClient jdbc;
  private final ObjectMapper json;
  private final Clock clock;

  AgentRuns(JdbcClient jdbc, ObjectMapper json, Clock clock) {
    this.jdbc = jdbc;
    this.json = json;
    this.clock = clock;
  }

  void insert(
    UUID id,
    AgentRoles.Version version,
    WorkContext context,
    String goal,
    Map<String, JsonNode> inputs,
    Set<String> tools
  ) {
    jdbc
      .sql(
        """
        INSERT INTO agent_run (id, agent, agent_version, instance_id, execution_id, activity_id, context,
          goal, inputs, tools, state, created_at)
        VALUES (:id, :agent, :version, :instance, :execution, :activity, :context::jsonb,
          :goal, :inputs::jsonb, :tools::jsonb, 'queued', :now)
        """
      )
      .param("id", id)
      .param("agent", version.role().name())
      .param("version", version.digest())
      .param("instance", context.instanceId())
      .param("execution", context.executionId())
      .param("activity", context.activityId())
      .param("context", write(context))
      .param("goal", goal)
      .param("inputs", write(inputs))
      .param("tools", write(tools))
      .param("now", Timestamp.from(clock.instant()))
      .update();
  }

  AgentRun get(UUID id) {
    return jdbc
      .sql("SELECT * FROM agent_run WHERE id = :id")
      .param("id", id)
      .query(this::read)
      .single();
  }

  /** @return false where the run is in another state by now, which means that it was cancelled */
  boolean become(UUID id, RunState from, RunState to) {
    if (!from.canBecome(to)) {
      throw new IllegalStateException("A run that is " + from + " cannot become " + to);
    }
    return (
      jdbc
        .sql("UPDATE agent_run SET state = :to WHERE id = :id AND state = :from")
        .param("to", to.id())
        .param("id", id)
        .param("from", from.id())
        .update() == 1
    );
  }

  /** Charges an answer to the run, whatever has become of the run meanwhile. @return whether the run still runs */
  boolean charge(UUID id, int turn, ModelAnswer answer) {
    return jdbc
      .sql(
        """
        UPDATE agent_run SET turns = greatest(turns, :turn), tokens_in = tokens_in + :input,
          tokens_out = tokens_out + :output, cost_usd = cost_usd + :cost
        WHERE id = :id RETURNING state = 'running'
        """
      )
      .param("turn", turn)
      .param("input", answer.usage().input())
      .param("output", answer.usage().output())
      .param("cost", answer.costUsd())
      .param("id", id)
      .query(Boolean.class)
      .single();
  }

  boolean complete(UUID id, JsonNode result) {
    return end(id, RunState.COMPLETED, result, null, null);
  }

  boolean fail(UUID id, String errorCode, String message) {
    return end(id, RunState.FAILED, null, errorCode, message);
  }

  /** @return the run where it had failed */
  Optional<AgentRun> reopen(UUID id) {
    return jdbc
      .sql(
        """
        UPDATE agent_run SET state = 'queued', error_code = NULL, error_message = NULL, ended_at = NULL
        WHERE id = :id AND state = 'failed' RETURNING *
        """
      )
      .param("id", id)
      .query(this::read)
      .optional();
  }

  private boolean end(
    UUID id,
    RunState state,
    @Nullable JsonNode result,
    @Nullable String errorCode,
    @Nullable String message
  ) {
    return (
      jdbc
        .sql(
          """
          UPDATE agent_run SET state = :state, result = :result::jsonb, error_code = :code,
            error_message = :message, ended_at = :now
          WHERE id = :id AND state = 'running'
          """
        )
        .param("state", state.id())
        .param("result", result == null ? null : result.toString())
        .param("code", errorCode)
        .param("message", message)
        .param("now", Timestamp.from(clock.instant()))
        .param("id", id)
        .update() == 1
    );
  }

  /** @return the runs that were not over yet */
  List<AgentRun> cancel(String executionId) {
    return jdbc
      .sql(
        """
        UPDATE agent_run SET state = 'cancelled', ended_at = :now
        WHERE execution_id = :execution AND state IN ('queued', 'running', 'awaiting_review')
        RETURNING *
        """
      )
      .param("now", Timestamp.from(clock.instant()))
      .param("execution", executionId)
      .query(this::read)
      .list();
  }

  private AgentRun read(ResultSet row, int number) throws SQLException {
    var result = row.getString("result");
    return new AgentRun(
      row.getObject("id", UUID.class),
      row.getString("agent"),
      row.getString("agent_version"),
      parse(row.getString("context"), new TypeReference<WorkContext>() {}),
      row.getString("goal"),
      parse(row.getString("inputs"), new TypeReference<Map<String, JsonNode>>() {}),
      parse(row.getString("tools"), new TypeReference<Set<String>>() {}),
      RunState.of(row.getString("state")),
      row.getInt("turns"),
      row.getLong("tokens_in") + row.getLong("tokens_out"),
      row.getBigDecimal("cost_usd"),
      result == null ? null : parse(result, new TypeReference<JsonNode>() {}),
      row.getString("error_code"),
      row.getString("error_message"),
      row.getTimestamp("created_at").toInstant()
    );
  }

  private <T> T parse(String text, TypeReference<T> type) {
    try {
      return json.readValue(text, type);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A stored agent run cannot be read", e);
    }
  }

  private String write(Object value) {
    return json.valueToTree(value).toString();
  }
}
