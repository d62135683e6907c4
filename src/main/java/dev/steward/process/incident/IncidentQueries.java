package dev.steward.process.incident;

import dev.steward.listing.Cursor;
import dev.steward.listing.Listing;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Open incidents are the engine's dead letters; what else is known about them is in {@code incident}. */
@Component
class IncidentQueries {

  private static final int PAGE = 50;

  // A job that something else than our executor set aside has no row of ours.
  private static final String LIST = """
  SELECT * FROM (
    SELECT d.id_ AS id, p.key_ AS process_key, coalesce(p.name_, p.key_) AS process_name,
           d.process_instance_id_ AS instance_id, h.business_key_ AS business_key,
           d.element_id_ AS activity_id, d.element_name_ AS activity_name,
           coalesce(i.kind, 'job-failed') AS kind, i.code,
           coalesce(i.reason, 'Set aside outside Steward') AS reason,
           coalesce(i.opened_at, date_trunc('milliseconds', d.create_time_::timestamptz)) AS opened_at,
           coalesce(i.retries, 0) AS retries, i.last_retry_at, i.last_retry_by
    FROM act_ru_deadletter_job d
    JOIN act_re_procdef p ON p.id_ = d.proc_def_id_
    JOIN act_hi_procinst h ON h.id_ = d.process_instance_id_ AND h.tenant_id_ = ''
    LEFT JOIN incident i ON i.id = d.id_
  ) open
  WHERE (:processKey::text IS NULL OR process_key = :processKey)
    AND (:instanceId::text IS NULL OR instance_id = :instanceId)
    AND (:afterTime::timestamptz IS NULL OR (opened_at, id) < (:afterTime::timestamptz, :afterId::text))
  ORDER BY opened_at DESC, id DESC LIMIT :limit
  """;

  // The step may fail again in another job than the one that was tried again: one that follows it on the same activity.
  private static final String OUTCOMES = """
  SELECT i.id, coalesce(failed.reason, i.reason) AS reason,
    CASE
      WHEN failed.id IS NOT NULL THEN 'FAILED_AGAIN'
      WHEN EXISTS (
        SELECT 1 FROM act_ru_job j
        WHERE j.id_ = i.id OR (j.execution_id_ = i.execution_id AND j.element_id_ = i.activity_id)
      ) OR EXISTS (
        SELECT 1 FROM act_ru_timer_job j
        WHERE j.id_ = i.id
          OR (j.execution_id_ = i.execution_id AND j.element_id_ = i.activity_id AND j.type_ = 'message')
      ) THEN 'RUNNING'
      WHEN i.resolved_at IS NOT NULL THEN 'RESOLVED'
      ELSE 'GONE'
    END AS outcome
  FROM incident i
  LEFT JOIN LATERAL (
    SELECT d.id_ AS id, o.reason FROM act_ru_deadletter_job d LEFT JOIN incident o ON o.id = d.id_
    WHERE d.id_ = i.id OR (d.execution_id_ = i.execution_id AND d.element_id_ = i.activity_id)
    LIMIT 1
  ) failed ON true
  WHERE i.id = ANY(:ids)
  """;

  private final JdbcClient jdbc;

  IncidentQueries(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Newest first. */
  Listing<IncidentView> list(
    @Nullable String processKey,
    @Nullable String instanceId,
    @Nullable Cursor after
  ) {
    var rows = jdbc
      .sql(LIST)
      .param("processKey", processKey)
      .param("instanceId", instanceId)
      .param("afterTime", after == null ? null : Timestamp.from(after.at()))
      .param("afterId", after == null ? null : after.id())
      .param("limit", PAGE + 1)
      .query(IncidentQueries::read)
      .list();
    return Listing.page(rows, PAGE, last -> new Cursor(last.at(), last.id()).toString());
  }

  /** How retried jobs stand; those of which nothing is known are left out. */
  Map<String, RetryResult> outcomes(Collection<String> ids) {
    return jdbc
      .sql(OUTCOMES)
      .param("ids", ids.toArray(String[]::new))
      .query((row, number) -> {
        var outcome = RetryResult.Outcome.valueOf(row.getString("outcome"));
        return new RetryResult(
          row.getString("id"),
          outcome,
          outcome == RetryResult.Outcome.FAILED_AGAIN ? row.getString("reason") : null
        );
      })
      .list()
      .stream()
      .collect(Collectors.toMap(RetryResult::id, Function.identity()));
  }

  private static IncidentView read(ResultSet row, int number) throws SQLException {
    var retriedAt = row.getTimestamp("last_retry_at");
    return new IncidentView(
      row.getString("id"),
      row.getString("process_key"),
      row.getString("process_name"),
      row.getString("instance_id"),
      row.getString("business_key"),
      row.getString("activity_id"),
      row.getString("activity_name"),
      IncidentView.Kind.of(row.getString("kind")),
      row.getString("code"),
      row.getString("reason"),
      row.getTimestamp("opened_at").toInstant(),
      row.getInt("retries"),
      retriedAt == null
        ? null
        : new IncidentView.LastRetry(
            retriedAt.toInstant(),
            Objects.requireNonNull(row.getString("last_retry_by"))
          )
    );
  }
}
