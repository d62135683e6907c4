package dev.steward.process.incident;

import dev.steward.identity.Actor;
import dev.steward.problem.ProblemException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Open incidents by cause. A group is tried again in batches, each within one request: every incident of a batch is handed back to
 * the executor in a transaction of its own, so after a crash the rest is still open, and asking again goes on with it.
 */
@Component
class IncidentGroups {

  private static final int MOST_GROUPS = 200;
  private static final int BATCH = 100;

  /** The id is made of what the group is made of, so nothing has to be kept. */
  private static final String OPEN = """
  SELECT id, process_key, process_name, instance_id, activity_id, activity_name, kind, code, alike, opened_at,
    md5(jsonb_build_array(process_key, activity_id, kind, code, alike)::text) AS group_id
  FROM (
    SELECT d.id_ AS id, p.key_ AS process_key, coalesce(p.name_, p.key_) AS process_name,
           d.process_instance_id_ AS instance_id, d.element_id_ AS activity_id, d.element_name_ AS activity_name,
           coalesce(i.kind, 'job-failed') AS kind, i.code,
           regexp_replace(regexp_replace(
             coalesce(i.reason, 'Set aside outside Steward'),
             '''[^'']*''|"[^"]*"|[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}', '…', 'gi'),
             '[0-9]+([.,:][0-9]+)*', '…', 'g') AS alike,
           coalesce(i.opened_at, date_trunc('milliseconds', d.create_time_::timestamptz)) AS opened_at
    FROM act_ru_deadletter_job d
    JOIN act_re_procdef p ON p.id_ = d.proc_def_id_
    JOIN act_hi_procinst h ON h.id_ = d.process_instance_id_ AND h.tenant_id_ = ''
    LEFT JOIN incident i ON i.id = d.id_
    WHERE :processKey::text IS NULL OR p.key_ = :processKey
  ) each_one
  """;

  private static final String GROUPS = """
  SELECT group_id, min(process_key) AS process_key, min(process_name) AS process_name,
    min(activity_id) AS activity_id, min(activity_name) AS activity_name, min(kind) AS kind, min(code) AS code,
    min(alike) AS reason, count(*) AS number, min(opened_at) AS first, max(opened_at) AS last,
    (array_agg(instance_id ORDER BY opened_at DESC))[1\\:5] AS instance_ids
  FROM (%s) open GROUP BY group_id ORDER BY number DESC, last DESC LIMIT :limit
  """.formatted(OPEN);

  private static final String OF_GROUP = """
  SELECT id FROM (%s) open WHERE group_id = :group AND opened_at < :before
  ORDER BY opened_at, id LIMIT :limit
  """.formatted(OPEN);

  private static final String LEFT = """
  SELECT count(*) FROM (%s) open WHERE group_id = :group AND opened_at < :before
  """.formatted(OPEN);

  private final Retries retries;
  private final JdbcClient jdbc;
  private final Clock clock;

  IncidentGroups(Retries retries, JdbcClient jdbc, Clock clock) {
    this.retries = retries;
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /** The largest first. */
  List<IncidentGroup> list(@Nullable String processKey) {
    return jdbc
      .sql(GROUPS)
      .param("processKey", processKey)
      .param("limit", MOST_GROUPS)
      .query(IncidentGroups::read)
      .list();
  }

  /**
   * Tries the next ones again that were open at a time.
   *
   * @param since that time; null for now
   * @throws ProblemException 404 where there were none of the group
   */
  IncidentGroup.Retried retry(String id, @Nullable Instant since, Duration wait, Actor operator) {
    // As exact as the incidents' own times are, and after all of them.
    var before = since == null ? Instant.ofEpochMilli(clock.millis() + 1) : since;
    var ids = jdbc
      .sql(OF_GROUP)
      .param("processKey", null)
      .param("group", id)
      .param("before", Timestamp.from(before))
      .param("limit", BATCH)
      .query(String.class)
      .list();
    if (ids.isEmpty() && since == null) {
      throw ProblemException.notFound(
        "incident-group-not-found",
        "There are no open incidents of this cause"
      );
    }
    var results = retries.retry(ids, wait, operator);
    return new IncidentGroup.Retried(results, left(id, before), before);
  }

  private long left(String id, Instant before) {
    return jdbc
      .sql(LEFT)
      .param("processKey", null)
      .param("group", id)
      .param("before", Timestamp.from(before))
      .query(Long.class)
      .single();
  }

  private static IncidentGroup read(ResultSet row, int number) throws SQLException {
    return new IncidentGroup(
      row.getString("group_id"),
      row.getString("process_key"),
      row.getString("process_name"),
      row.getString("activity_id"),
      row.getString("activity_name"),
      IncidentView.Kind.of(row.getString("kind")),
      row.getString("code"),
      row.getString("reason"),
      row.getLong("number"),
      row.getTimestamp("first").toInstant(),
      row.getTimestamp("last").toInstant(),
      List.of((String[]) row.getArray("instance_ids").getArray())
    );
  }
}
