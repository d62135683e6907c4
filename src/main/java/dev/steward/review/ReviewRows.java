package dev.steward.review;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import dev.steward.journal.Columns;
import dev.steward.journal.Write;
import dev.steward.json.StoredJson;
import dev.steward.process.spi.Audience;
import dev.steward.process.spi.ReviewView;
import dev.steward.process.spi.TaskKind;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The {@code review} table. */
@Repository
class ReviewRows {

  private final JdbcClient jdbc;
  private final StoredJson json;
  private final Clock clock;

  ReviewRows(JdbcClient jdbc, StoredJson json, Clock clock) {
    this.jdbc = jdbc;
    this.json = json;
    this.clock = clock;
  }

  Write insert(UUID id, ReviewRequest request, Instant dueAt) {
    return insert(id, null, ReviewState.OPEN, request, dueAt);
  }

  /** A call that ran by itself and is to be judged. */
  Write draw(UUID id, UUID callId, ReviewRequest request, Instant dueAt) {
    return insert(id, callId, ReviewState.DRAWN, request, dueAt);
  }

  private Write insert(
    UUID id,
    @Nullable UUID callId,
    ReviewState state,
    ReviewRequest request,
    Instant dueAt
  ) {
    return Write.of(
      """
      INSERT INTO review (id, kind, work_id, instance_id, activity_id, tool, tool_version, tool_description,
        arguments, arguments_schema, digest, reason, agent, rules, labels, reversible, risk, audience,
        rehearsal, reviewers, requested_at, due_at, state, tool_title, sensitive, requires,
        principal, quorum, escalation, call_id)
      VALUES (:id, :kind, :work, :instance, :activity, :tool, :version, :description,
        :arguments::json, :schema::json, :digest, :reason, :agent, :rules::jsonb, :labels::jsonb,
        :reversible, :risk, :audience, :rehearsal, :reviewers, :now, :due, :state, :title, :sensitive::jsonb,
        :requires, :principal, :quorum, :escalation, :call)
      """
    )
      .with("id", id)
      .with("kind", request.kind().id())
      .with("work", request.workId())
      .with("instance", request.context().instanceId())
      .with("activity", request.context().activityId())
      .with("tool", request.tool())
      .with("title", request.toolTitle())
      .with(
        "sensitive",
        json.write(request.sensitive().stream().map(JsonPointer::toString).toList())
      )
      .with("requires", request.requires())
      .with("principal", request.context().mandate().principal())
      .with("version", request.toolVersion())
      .with("description", request.toolDescription())
      .with("arguments", request.arguments().toString())
      .with("schema", request.argumentsSchema().toString())
      .with("digest", ApprovalDigest.of(request.tool(), request.toolVersion(), request.arguments()))
      .with("reason", request.reason())
      .with("agent", request.agent())
      .with("rules", json.write(request.rules()))
      .with("labels", json.write(request.labels()))
      .with("reversible", request.reversible())
      .with("risk", request.context().riskClass())
      .with("audience", request.audience().id())
      .with("rehearsal", request.rehearsal())
      .with("reviewers", request.panel().group())
      .with("quorum", request.panel().quorum())
      .with("escalation", request.panel().escalation())
      .with("call", callId)
      .with("state", state.id())
      .with("now", Timestamp.from(clock.instant()))
      .with("due", Timestamp.from(dueAt));
  }

  Optional<Review> find(UUID id) {
    return jdbc
      .sql("SELECT * FROM review WHERE id = :id")
      .param("id", id)
      .query(this::read)
      .optional();
  }

  /** Nobody else decides on it before the transaction ends. */
  Optional<Review> lock(UUID id) {
    return jdbc
      .sql("SELECT * FROM review WHERE id = :id FOR UPDATE")
      .param("id", id)
      .query(this::read)
      .optional();
  }

  List<Review> findAll(Collection<UUID> ids) {
    return jdbc
      .sql("SELECT * FROM review WHERE id = ANY(:ids)")
      .param("ids", ids.toArray(UUID[]::new))
      .query(this::read)
      .list();
  }

  List<Review> openOf(UUID workId) {
    return jdbc
      .sql(
        "SELECT * FROM review WHERE work_id = :work AND state = 'open' AND call_id IS NULL ORDER BY requested_at, id"
      )
      .param("work", workId)
      .query(this::read)
      .list();
  }

  /** What has to be approved by all from now on. */
  void change(Review review, JsonNode arguments) {
    jdbc
      .sql(
        """
        UPDATE review SET effective_arguments = :arguments::json, effective_digest = :digest
        WHERE id = :id AND state = 'open'
        """
      )
      .param("arguments", arguments.toString())
      .param("digest", ApprovalDigest.of(review.tool(), review.toolVersion(), arguments))
      .param("id", review.id())
      .update();
  }

  /** @return false where somebody else decided first */
  boolean decide(
    Review review,
    ReviewState decision,
    String by,
    @Nullable String comment,
    @Nullable JsonNode effective,
    @Nullable Instant expiresAt
  ) {
    check(ReviewState.OPEN, decision);
    return (
      jdbc
        .sql(
          """
          UPDATE review SET state = :state, decided_by = :by, decided_at = :now, comment = :comment,
            effective_arguments = :effective::json, effective_digest = :digest, expires_at = :expires
          WHERE id = :id AND state = 'open'
          """
        )
        .param("state", decision.id())
        .param("by", by)
        .param("now", Timestamp.from(clock.instant()))
        .param("comment", comment)
        .param("effective", StoredJson.textOrNull(effective))
        .param(
          "digest",
          effective == null
            ? null
            : ApprovalDigest.of(review.tool(), review.toolVersion(), effective)
        )
        .param("expires", expiresAt == null ? null : Timestamp.from(expiresAt))
        .param("id", review.id())
        .update() == 1
    );
  }

  /** A guard: finds no row where the approval is used up, has expired, or was given for something else. */
  Write consumed(UUID id, String digest) {
    return Write.of(
      """
      UPDATE review SET state = 'consumed'
      WHERE id = :id AND state IN ('approved', 'edited') AND effective_digest = :digest
        AND expires_at > :now
      """
    )
      .with("id", id)
      .with("digest", digest)
      .with("now", Timestamp.from(clock.instant()));
  }

  record Drawn(UUID id, @Nullable String businessKey) {}

  /** The first drawn call that nobody has been handed yet, held by the caller's transaction. */
  Optional<Drawn> takeDrawn() {
    return jdbc
      .sql(
        """
        SELECT id, (SELECT business_key_ FROM act_hi_procinst WHERE proc_inst_id_ = instance_id) AS business_key
        FROM review WHERE state = 'drawn' AND audit_execution_id IS NULL
        ORDER BY requested_at LIMIT 1 FOR UPDATE SKIP LOCKED
        """
      )
      .query(Drawn.class)
      .optional();
  }

  /** @return false where there is no such drawn call, or it is being judged elsewhere */
  boolean hand(UUID id, String executionId) {
    return (
      jdbc
        .sql(
          """
          UPDATE review SET audit_execution_id = :execution
          WHERE id = :id AND state = 'drawn' AND audit_execution_id IS NULL
          """
        )
        .param("execution", executionId)
        .param("id", id)
        .update() == 1
    );
  }

  boolean isHanded(UUID id) {
    return jdbc
      .sql("SELECT audit_execution_id IS NOT NULL FROM review WHERE id = :id")
      .param("id", id)
      .query(Boolean.class)
      .single();
  }

  /** It is known what came of a drawn call: it can be judged. */
  void settled(UUID id, JsonNode outcome) {
    check(ReviewState.DRAWN, ReviewState.OPEN);
    jdbc
      .sql(
        "UPDATE review SET state = 'open', outcome = :outcome::json WHERE id = :id AND state = 'drawn'"
      )
      .param("outcome", outcome.toString())
      .param("id", id)
      .update();
  }

  void cancelAudit(String executionId) {
    jdbc
      .sql(
        "UPDATE review SET state = 'cancelled' WHERE audit_execution_id = :execution AND state IN ('drawn', 'open')"
      )
      .param("execution", executionId)
      .update();
  }

  private static void check(ReviewState from, ReviewState to) {
    if (!from.canBecome(to)) {
      throw new IllegalStateException("A review that is " + from + " cannot become " + to);
    }
  }

  private Review read(ResultSet row, int number) throws SQLException {
    return new Review(
      row.getObject("id", UUID.class),
      TaskKind.ofCategory(row.getString("kind")),
      row.getString("instance_id"),
      row.getString("activity_id"),
      row.getString("tool"),
      row.getString("tool_version"),
      row.getString("tool_description"),
      json.tree(row.getString("arguments")),
      json.tree(row.getString("arguments_schema")),
      row.getString("reason"),
      row.getString("agent"),
      json.read(row.getString("rules"), new TypeReference<List<ReviewView.ReviewRule>>() {}),
      json.read(row.getString("labels"), new TypeReference<List<String>>() {}),
      row.getBoolean("reversible"),
      row.getString("risk"),
      Audience.of(row.getString("audience")),
      row.getBoolean("rehearsal"),
      row.getString("reviewers"),
      Columns.instant(row, "due_at"),
      ReviewState.of(row.getString("state")),
      row.getString("decided_by"),
      row.getString("comment"),
      json.treeOrNull(row.getString("effective_arguments")),
      Columns.instant(row, "expires_at"),
      row.getString("tool_title"),
      json
        .read(row.getString("sensitive"), new TypeReference<List<String>>() {})
        .stream()
        .map(JsonPointer::compile)
        .toList(),
      row.getString("requires"),
      row.getString("principal"),
      row.getInt("quorum"),
      row.getString("escalation"),
      row.getObject("call_id", UUID.class),
      json.treeOrNull(row.getString("outcome")),
      row.getTimestamp("requested_at").toInstant()
    );
  }
}
