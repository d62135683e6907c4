package dev.steward.audit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/** A row of the trail as the database holds it. @param detail the text of the {@code jsonb} column */
record StoredEntry(
  long id,
  Instant at,
  String type,
  String actor,
  @Nullable String onBehalfOf,
  @Nullable String processKey,
  @Nullable String instanceId,
  @Nullable String activityId,
  @Nullable String state,
  String title,
  String detail,
  @Nullable String traceId
) {
  static StoredEntry of(ResultSet row) throws SQLException {
    return new StoredEntry(
      row.getLong("id"),
      row.getObject("at", OffsetDateTime.class).toInstant(),
      row.getString("type"),
      row.getString("actor"),
      row.getString("on_behalf_of"),
      row.getString("process_key"),
      row.getString("instance_id"),
      row.getString("activity_id"),
      row.getString("state"),
      row.getString("title"),
      row.getString("detail"),
      row.getString("trace_id")
    );
  }

  /** Of a row with the columns of {@code audit_instance_key}. */
  static Payloads.@Nullable Key key(ResultSet row) throws SQLException {
    var wrappedBy = row.getString("wrapped_by");
    var destroyed = row.getObject("destroyed_at", OffsetDateTime.class);
    return wrappedBy == null
      ? null
      : new Payloads.Key(
          row.getBytes("wrapped"),
          wrappedBy,
          destroyed == null ? null : destroyed.toInstant()
        );
  }

  /** Where its entry belongs, whatever its link says. */
  String chain() {
    return instanceId == null
      ? "subject:" + type.split("\\.", 2)[0]
      : ChainVerifier.ofInstance(instanceId);
  }
}
