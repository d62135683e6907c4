package dev.steward.process.instance;

import dev.steward.listing.Cursor;
import dev.steward.listing.Listing;
import dev.steward.listing.PlannedAnew;
import dev.steward.process.engine.Environments;
import io.swagger.v3.oas.annotations.media.Schema;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads instances from the engine's tables in one query; the engine's own queries know no such state and no keyset pages. */
@Component
class InstanceQueries {

  private static final int PAGE = 50;

  /** Beyond this nobody counts. */
  private static final int COUNTED = 10_000;

  private static final int CHILDREN = 100;

  private static final String COLUMNS = """
  SELECT p.id_ AS id, d.key_ AS process_key, coalesce(d.name_, d.key_) AS process_name,
         d.version_ AS version, p.business_key_ AS business_key, p.start_time_ AS started_at,
         p.end_time_ AS ended_at, p.start_user_id_ AS started_by, s.environment,
         coalesce(p.super_process_instance_id_, s.parent_id) AS parent_id,
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
  """;

  private static final String CALLED = """
  SELECT id_ FROM act_hi_procinst WHERE super_process_instance_id_ = :parent
  UNION SELECT instance_id FROM process_start WHERE parent_id = :parent
  """;

  private final JdbcClient jdbc;
  private final Environments environments;

  InstanceQueries(DataSource dataSource, Environments environments) {
    this.jdbc = JdbcClient.create(new PlannedAnew(dataSource));
    this.environments = environments;
  }

  /** @param more there are more, which were not counted */
  @Schema(name = "InstanceCount")
  record Count(InstanceState state, long total, boolean more) {}

  Optional<InstanceView> find(String id) {
    return find("", id);
  }

  /** Of a rehearsal; all other queries know of none. */
  Optional<InstanceView> findRehearsed(String rehearsal, String id) {
    return find(rehearsal, id);
  }

  private Optional<InstanceView> find(String tenant, String id) {
    return jdbc
      .sql(COLUMNS + "WHERE p.id_ = :id AND p.tenant_id_ = :tenant")
      .param("id", id)
      .param("tenant", tenant)
      .query(this::read)
      .optional();
  }

  /** Newest first. */
  Listing<InstanceView> list(InstanceFilter filter, @Nullable Cursor after) {
    var rows = new InstanceQuery(filter, jdbc)
      .page(COLUMNS, after, PAGE + 1)
      .query(this::read)
      .list();
    return Listing.page(rows, PAGE, last -> new Cursor(last.startedAt(), last.id()).toString());
  }

  /** Of each state. */
  List<Count> counts(InstanceFilter filter) {
    return Arrays.stream(InstanceState.values())
      .map(state -> {
        long found = new InstanceQuery(filter.in(state), jdbc).count(COUNTED + 1);
        return new Count(state, Math.min(found, COUNTED), found > COUNTED);
      })
      .toList();
  }

  /** What an instance has called, or its tools have started, newest first; at most {@value #CHILDREN}. */
  List<InstanceView> children(String parent) {
    return jdbc
      .sql(
        COLUMNS +
          "WHERE p.id_ IN (%s) ORDER BY p.start_time_ DESC, p.id_ DESC LIMIT :limit".formatted(
            CALLED
          )
      )
      .param("parent", parent)
      .param("limit", CHILDREN)
      .query(this::read)
      .list();
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
      row.getString("parent_id"),
      List.of(),
      Map.of(),
      List.of()
    );
  }
}
