package dev.steward.process.instance;

import dev.steward.listing.Cursor;
import dev.steward.listing.Listing;
import dev.steward.process.engine.Environments;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads instances from the engine's tables in one query; the engine's own queries know no such state and no keyset pages. */
@Component
class InstanceQueries {

  private static final int PAGE = 50;

  private static final String SELECT = """
  SELECT * FROM (
    SELECT p.id_ AS id, d.key_ AS process_key, coalesce(d.name_, d.key_) AS process_name,
           d.version_ AS version, p.business_key_ AS business_key, p.start_time_ AS started_at,
           p.end_time_ AS ended_at, p.start_user_id_ AS started_by, s.environment,
           CASE
             WHEN p.end_time_ IS NOT NULL AND p.delete_reason_ IS NULL THEN 'COMPLETED'
             WHEN p.end_time_ IS NOT NULL THEN 'CANCELLED'
             WHEN EXISTS (SELECT 1 FROM act_ru_deadletter_job j WHERE j.process_instance_id_ = p.id_)
               THEN 'FAILED'
             WHEN EXISTS (SELECT 1 FROM act_ru_job j WHERE j.process_instance_id_ = p.id_)
               THEN 'RUNNING'
             -- A job that failed waits as a timer until it is tried again; its type tells it from the diagram's timers.
             WHEN EXISTS (
               SELECT 1 FROM act_ru_timer_job j WHERE j.process_instance_id_ = p.id_ AND j.type_ = 'message'
             ) THEN 'RUNNING'
             ELSE 'WAITING'
           END AS state
    FROM act_hi_procinst p
    JOIN act_re_procdef d ON d.id_ = p.proc_def_id_
    LEFT JOIN process_start s ON s.instance_id = p.id_
  ) i
  """;

  private final JdbcClient jdbc;
  private final Environments environments;

  InstanceQueries(JdbcClient jdbc, Environments environments) {
    this.jdbc = jdbc;
    this.environments = environments;
  }

  /** @param startedBy only instances of this person, or of anyone where it is null */
  record Filter(
    @Nullable String processKey,
    @Nullable String businessKey,
    @Nullable InstanceState state,
    @Nullable String startedBy
  ) {}

  Optional<InstanceView> find(String id) {
    return jdbc
      .sql(SELECT + "WHERE id = :id")
      .param("id", id)
      .query(this::read)
      .optional();
  }

  /** Newest first. */
  Listing<InstanceView> list(Filter filter, @Nullable Cursor after) {
    var rows = jdbc
      .sql(
        SELECT +
          """
          WHERE (:processKey::text IS NULL OR process_key = :processKey)
            AND (:businessKey::text IS NULL OR business_key = :businessKey)
            AND (:state::text IS NULL OR state = :state)
            AND (:startedBy::text IS NULL OR started_by = :startedBy)
            AND (:afterTime::timestamp IS NULL OR (started_at, id) < (:afterTime::timestamp, :afterId::text))
          ORDER BY started_at DESC, id DESC LIMIT :limit
          """
      )
      .param("processKey", filter.processKey())
      .param("businessKey", filter.businessKey())
      .param("state", filter.state() == null ? null : filter.state().name())
      .param("startedBy", filter.startedBy())
      .param("afterTime", after == null ? null : Timestamp.from(after.at()))
      .param("afterId", after == null ? null : after.id())
      .param("limit", PAGE + 1)
      .query(this::read)
      .list();
    return Listing.page(rows, PAGE, last -> new Cursor(last.startedAt(), last.id()).toString());
  }

  private InstanceView read(ResultSet row, int number) throws SQLException {
    var ended = row.getTimestamp("ended_at");
    var environment = row.getString("environment");
    return new InstanceView(
      row.getString("id"),
      row.getString("process_key"),
      row.getString("process_name"),
      row.getInt("version"),
      row.getString("business_key"),
      InstanceState.valueOf(row.getString("state")),
      row.getTimestamp("started_at").toInstant(),
      ended == null ? null : ended.toInstant(),
      row.getString("started_by"),
      environment == null ? environments.current() : environment,
      Map.of(),
      List.of()
    );
  }
}
