package dev.steward.tool;

import com.fasterxml.jackson.databind.JsonNode;
import dev.steward.journal.Columns;
import dev.steward.journal.Write;
import dev.steward.json.StoredJson;
import dev.steward.process.spi.Labels;
import dev.steward.review.SampledCalls;
import dev.steward.tool.contract.Effect;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The journal of tool calls: the {@code tool_call} table. Every change names the state it starts from. */
@Repository
class ToolCalls implements SampledCalls {

  private final JdbcClient jdbc;
  private final StoredJson json;

  ToolCalls(JdbcClient jdbc, StoredJson json) {
    this.jdbc = jdbc;
    this.json = json;
  }

  Write insert(ToolCall call) {
    return values(
      call,
      """
      INSERT INTO tool_call (id, work_id, instance_id, turn, ordinal, tool, provider_id, reason, arguments,
        effective_arguments, tool_version, effect, idempotency_key, state, review_id, fence, attempts,
        result, proposed_at, started_at, settled_at, settled_by, not_before, untrusted, confidential,
        doubtful, substitute)
      VALUES (:id, :work, :instance, :turn, :ordinal, :tool, :provider, :reason, :arguments::json,
        :effective::json, :version, :effect, :key, :state, :review, :fence, :attempts,
        :result::json, :proposed, :started, :settled, :by, :notBefore, :untrusted, :confidential,
        :doubtful, :substitute)
      """
    )
      .with("work", call.workId())
      .with("instance", call.instanceId())
      .with("turn", call.turn())
      .with("ordinal", call.ordinal())
      .with("tool", call.tool())
      .with("provider", call.providerId())
      .with("reason", call.reason())
      .with("arguments", call.arguments().toString())
      .with("key", call.idempotencyKey())
      .with("proposed", timestamp(call.proposedAt()));
  }

  /**
   * A guard: no row is found where another attempt has gone on since. A late answer to a call that was given up in the meantime is
   * taken.
   */
  Write change(ToolCall before, ToolCall after) {
    return values(
      after,
      """
      UPDATE tool_call SET effective_arguments = :effective::json, tool_version = :version, effect = :effect,
        state = :state, review_id = :review, fence = :fence, attempts = :attempts, result = :result::json,
        started_at = :started, settled_at = :settled, settled_by = :by, not_before = :notBefore,
        untrusted = :untrusted, confidential = :confidential, doubtful = :doubtful, substitute = :substitute
      WHERE id = :id AND state IN (:from, 'unknown') AND fence IS NOT DISTINCT FROM :last::uuid
      """
    )
      .with("from", before.state().id())
      .with("last", before.fence());
  }

  private static Write values(ToolCall call, String sql) {
    return Write.of(sql)
      .with("id", call.id())
      .with("effective", StoredJson.textOrNull(call.effectiveArguments()))
      .with("version", call.toolVersion())
      .with("effect", call.effect() == null ? null : call.effect().id())
      .with("state", call.state().id())
      .with("review", call.reviewId())
      .with("fence", call.fence())
      .with("attempts", call.attempts())
      .with("result", StoredJson.textOrNull(call.result()))
      .with("started", timestamp(call.startedAt()))
      .with("settled", timestamp(call.settledAt()))
      .with("by", call.settledBy())
      .with("notBefore", timestamp(call.notBefore()))
      .with("untrusted", call.labels().untrusted())
      .with("confidential", call.labels().confidential())
      .with("doubtful", call.doubtful())
      .with("substitute", call.substitute());
  }

  @Override
  public Optional<JsonNode> outcome(UUID callId) {
    return jdbc
      .sql("SELECT * FROM tool_call WHERE id = :id AND settled_at IS NOT NULL")
      .param("id", callId)
      .query(this::read)
      .optional()
      .map(ToolCall::told);
  }

  /** In the order in which they were asked for. */
  List<ToolCall> ofTurn(UUID workId, int turn) {
    return jdbc
      .sql("SELECT * FROM tool_call WHERE work_id = :work AND turn = :turn ORDER BY ordinal")
      .param("work", workId)
      .param("turn", turn)
      .query(this::read)
      .list();
  }

  /** The last one asked for, of work that makes one call after the other. */
  ToolCall last(UUID workId) {
    return of(workId).getLast();
  }

  List<ToolCall> of(UUID workId) {
    return jdbc
      .sql("SELECT * FROM tool_call WHERE work_id = :work ORDER BY turn, ordinal")
      .param("work", workId)
      .query(this::read)
      .list();
  }

  /** How many calls of the tool come before this one and have happened, or may yet. */
  int before(ToolCall call) {
    return jdbc
      .sql(
        """
        SELECT count(*) FROM tool_call
        WHERE work_id = :work AND tool = :tool AND (turn, ordinal) < (:turn, :ordinal) AND state NOT IN ('refused', 'failed')
        """
      )
      .param("work", call.workId())
      .param("tool", call.tool())
      .param("turn", call.turn())
      .param("ordinal", call.ordinal())
      .query(Integer.class)
      .single();
  }

  /** Of all answers that the work has got. */
  Labels labels(UUID workId) {
    return jdbc
      .sql(
        """
        SELECT coalesce(bool_or(untrusted), false) AS untrusted, coalesce(bool_or(confidential), false) AS confidential
        FROM tool_call WHERE work_id = :work AND state IN ('succeeded', 'failed')
        """
      )
      .param("work", workId)
      .query((row, number) ->
        new Labels(row.getBoolean("untrusted"), row.getBoolean("confidential"))
      )
      .single();
  }

  private ToolCall read(ResultSet row, int number) throws SQLException {
    var effect = row.getString("effect");
    return new ToolCall(
      row.getObject("id", UUID.class),
      row.getObject("work_id", UUID.class),
      row.getString("instance_id"),
      row.getInt("turn"),
      row.getInt("ordinal"),
      row.getString("tool"),
      row.getString("provider_id"),
      row.getString("reason"),
      json.tree(row.getString("arguments")),
      json.treeOrNull(row.getString("effective_arguments")),
      row.getString("tool_version"),
      effect == null ? null : Effect.of(effect),
      row.getString("idempotency_key"),
      CallState.of(row.getString("state")),
      row.getObject("review_id", UUID.class),
      row.getObject("fence", UUID.class),
      row.getInt("attempts"),
      json.treeOrNull(row.getString("result")),
      row.getTimestamp("proposed_at").toInstant(),
      Columns.instant(row, "started_at"),
      Columns.instant(row, "settled_at"),
      row.getString("settled_by"),
      Columns.instant(row, "not_before"),
      new Labels(row.getBoolean("untrusted"), row.getBoolean("confidential")),
      row.getBoolean("doubtful"),
      row.getString("substitute")
    );
  }

  private static @Nullable Timestamp timestamp(@Nullable Instant at) {
    return at == null ? null : Timestamp.from(at);
  }
}
