package dev.steward.review;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.steward.process.spi.Audience;
import dev.steward.process.spi.ReviewView;
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
  private final ObjectMapper json;
  private final Clock clock;

  ReviewRows(JdbcClient jdbc, ObjectMapper json, Clock clock) {
    this.jdbc = jdbc;
    this.json = json;
    this.clock = clock;
  }

  void insert(UUID id, ReviewRequest request, @Nullable Instant dueAt) {
    jdbc
      .sql(
        """
        INSERT INTO review (id, work_id, instance_id, activity_id, tool, tool_version, tool_description,
          arguments, arguments_schema, digest, reason, agent, rules, labels, reversible, risk, audience,
          rehearsal, reviewers, requested_at, due_at, state)
        VALUES (:id, :work, :instance, :activity, :tool, :version, :description,
          :arguments::json, :schema::json, :digest, :reason, :agent, :rules::jsonb, :labels::jsonb,
          :reversible, :risk, :audience, :rehearsal, :reviewers, :now, :due, 'open')
        """
      )
      .param("id", id)
      .param("work", request.workId())
      .param("instance", request.context().instanceId())
      .param("activity", request.context().activityId())
      .param("tool", request.tool())
      .param("version", request.toolVersion())
      .param("description", request.toolDescription())
      .param("arguments", request.arguments().toString())
      .param("schema", request.argumentsSchema().toString())
      .param(
        "digest",
        ApprovalDigest.of(request.tool(), request.toolVersion(), request.arguments())
      )
      .param("reason", request.reason())
      .param("agent", request.agent())
      .param("rules", write(request.rules()))
      .param("labels", write(request.labels()))
      .param("reversible", request.reversible())
      .param("risk", request.context().riskClass())
      .param("audience", request.audience().id())
      .param("rehearsal", request.rehearsal())
      .param("reviewers", request.reviewers())
      .param("now", Timestamp.from(clock.instant()))
      .param("due", dueAt == null ? null : Timestamp.from(dueAt))
      .update();
  }

  Optional<Review> find(UUID id) {
    return jdbc
      .sql("SELECT * FROM review WHERE id = :id")
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
        "SELECT * FROM review WHERE work_id = :work AND state = 'open' ORDER BY requested_at, id"
      )
      .param("work", workId)
      .query(this::read)
      .list();
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
        .param("effective", effective == null ? null : effective.toString())
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

  /** @return false where the approval is used up, has expired, or was given for something else */
  boolean consume(UUID id, String digest) {
    return (
      jdbc
        .sql(
          """
          UPDATE review SET state = 'consumed'
          WHERE id = :id AND state IN ('approved', 'edited') AND effective_digest = :digest
            AND expires_at > :now
          """
        )
        .param("id", id)
        .param("digest", digest)
        .param("now", Timestamp.from(clock.instant()))
        .update() == 1
    );
  }

  private static void check(ReviewState from, ReviewState to) {
    if (!from.canBecome(to)) {
      throw new IllegalStateException("A review that is " + from + " cannot become " + to);
    }
  }

  private Review read(ResultSet row, int number) throws SQLException {
    return new Review(
      row.getObject("id", UUID.class),
      row.getString("instance_id"),
      row.getString("activity_id"),
      row.getString("tool"),
      row.getString("tool_version"),
      row.getString("tool_description"),
      tree(row.getString("arguments")),
      tree(row.getString("arguments_schema")),
      row.getString("reason"),
      row.getString("agent"),
      parse(row.getString("rules"), new TypeReference<List<ReviewView.ReviewRule>>() {}),
      parse(row.getString("labels"), new TypeReference<List<String>>() {}),
      row.getBoolean("reversible"),
      row.getString("risk"),
      Audience.of(row.getString("audience")),
      row.getBoolean("rehearsal"),
      row.getString("reviewers"),
      instant(row, "due_at"),
      ReviewState.of(row.getString("state")),
      row.getString("decided_by"),
      row.getString("comment"),
      row.getString("effective_arguments") == null
        ? null
        : tree(row.getString("effective_arguments")),
      instant(row, "expires_at")
    );
  }

  private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    var value = row.getTimestamp(column);
    return value == null ? null : value.toInstant();
  }

  private JsonNode tree(String text) {
    return parse(text, new TypeReference<JsonNode>() {});
  }

  private <T> T parse(String text, TypeReference<T> type) {
    try {
      return json.readValue(text, type);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A stored review cannot be read", e);
    }
  }

  private String write(Object value) {
    return json.valueToTree(value).toString();
  }
}
