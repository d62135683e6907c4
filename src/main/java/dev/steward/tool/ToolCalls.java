package dev.steward.tool;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.steward.json.CanonicalJson;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The journal of tool calls: the {@code tool_call} table. Every change names the state it starts from. */
@Repository
class ToolCalls {

  private final JdbcClient jdbc;
  private final ObjectMapper json;
  private final Clock clock;

  ToolCalls(JdbcClient jdbc, ObjectMapper json, Clock clock) {
    this.jdbc = jdbc;
    this.json = json;
    this.clock = clock;
  }

  void propose(CallScope scope, int turn, List<ProposedCall> calls) {
    for (int ordinal = 0; ordinal < calls.size(); ordinal++) {
      var call = calls.get(ordinal);
      jdbc
        .sql(
          """
          INSERT INTO tool_call (id, work_id, instance_id, turn, ordinal, tool, provider_id, reason,
            arguments, idempotency_key, state, proposed_at)
          VALUES (:id, :work, :instance, :turn, :ordinal, :tool, :provider, :reason,
            :arguments::json, :key, 'proposed', :now)
          """
        )
        .param("id", UUID.randomUUID())
        .param("work", scope.workId())
        .param("instance", scope.context().instanceId())
        .param("turn", turn)
        .param("ordinal", ordinal)
        .param("tool", call.tool())
        .param("provider", call.providerId())
        .param("reason", call.reason())
        .param("arguments", call.arguments().toString())
        .param("key", CanonicalJson.sha256(scope.workId() + ":" + turn + ":" + ordinal))
        .param("now", Timestamp.from(clock.instant()))
        .update();
    }
  }

  /** In the order the model asked for them. */
  List<ToolCall> ofTurn(UUID workId, int turn) {
    return jdbc
      .sql("SELECT * FROM tool_call WHERE work_id = :work AND turn = :turn ORDER BY ordinal")
      .param("work", workId)
      .param("turn", turn)
      .query(this::read)
      .list();
  }

  /** Zero where no call was proposed. */
  int lastTurn(UUID workId) {
    return jdbc
      .sql("SELECT coalesce(max(turn), 0) FROM tool_call WHERE work_id = :work")
      .param("work", workId)
      .query(Integer.class)
      .single();
  }

  int countOf(UUID workId) {
    return jdbc
      .sql("SELECT count(*) FROM tool_call WHERE work_id = :work")
      .param("work", workId)
      .query(Integer.class)
      .single();
  }

  void awaitReview(ToolCall call, Tool tool, UUID reviewId) {
    change(call, CallState.AWAITING_REVIEW, tool, null, call.arguments(), reviewId, null);
  }

  /** Commits to the call. From here on it may have happened. */
  void intend(ToolCall call, Tool tool, JsonNode arguments, UUID fence) {
    change(call, CallState.EXECUTING, tool, fence, arguments, call.reviewId(), null);
  }

  void refuse(ToolCall call, @Nullable Tool tool, JsonNode result) {
    change(call, CallState.REFUSED, tool, null, null, call.reviewId(), result);
  }

  /** @throws StaleAttemptException where another attempt at this call has begun since */
  void settle(ToolCall call, UUID fence, CallState state, JsonNode result, int attempts) {
    check(CallState.EXECUTING, state);
    int changed = jdbc
      .sql(
        """
        UPDATE tool_call SET state = :state, result = :result::json, settled_at = :now,
          attempts = attempts + :attempts
        WHERE id = :id AND state = 'executing' AND fence = :fence
        """
      )
      .param("state", state.id())
      .param("result", result.toString())
      .param("now", Timestamp.from(clock.instant()))
      .param("attempts", attempts)
      .param("id", call.id())
      .param("fence", fence)
      .update();
    if (changed != 1) {
      throw new StaleAttemptException(call.id());
    }
  }

  private void change(
    ToolCall call,
    CallState next,
    @Nullable Tool tool,
    @Nullable UUID fence,
    @Nullable JsonNode effective,
    @Nullable UUID reviewId,
    @Nullable JsonNode result
  ) {
    check(call.state(), next);
    int changed = jdbc
      .sql(
        """
        UPDATE tool_call SET state = :next, tool_version = :version, effect = :effect, fence = :fence,
          effective_arguments = :effective::json, review_id = :review, result = :result::json,
          settled_at = :settled
        WHERE id = :id AND state = :state
        """
      )
      .param("next", next.id())
      .param("version", tool == null ? null : tool.version())
      .param("effect", tool == null ? null : tool.contract().effect().id())
      .param("fence", fence)
      .param("effective", effective == null ? null : effective.toString())
      .param("review", reviewId)
      .param("result", result == null ? null : result.toString())
      .param("settled", result == null ? null : Timestamp.from(clock.instant()))
      .param("id", call.id())
      .param("state", call.state().id())
      .update();
    if (changed != 1) {
      throw new StaleAttemptException(call.id());
    }
  }

  private static void check(CallState from, CallState to) {
    if (!from.canBecome(to)) {
      throw new IllegalStateException("A tool call that is " + from + " cannot become " + to);
    }
  }

  private ToolCall read(ResultSet row, int number) throws SQLException {
    return new ToolCall(
      row.getObject("id", UUID.class),
      row.getObject("work_id", UUID.class),
      row.getInt("turn"),
      row.getInt("ordinal"),
      row.getString("tool"),
      row.getString("reason"),
      tree(row.getString("arguments")),
      row.getString("effective_arguments") == null
        ? null
        : tree(row.getString("effective_arguments")),
      row.getString("idempotency_key"),
      CallState.of(row.getString("state")),
      row.getObject("review_id", UUID.class),
      row.getString("result") == null ? null : tree(row.getString("result"))
    );
  }

  private JsonNode tree(String text) {
    try {
      return json.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A stored tool call cannot be read", e);
    }
  }
}
