package dev.steward.retention;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
class RunRows {

  /** Older ones are forgotten; the trail has what they removed. */
  private static final int KEPT = 100;

  private final JdbcClient jdbc;
  private final Clock clock;

  RunRows(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /** @param endedAt null while it is under way */
  record Run(long id, Instant startedAt, String startedBy, @Nullable Instant endedAt) {}

  /** @param failure what kept the last one that failed from being archived */
  record Result(String processKey, long archived, long failed, @Nullable String failure) {}

  /** By whoever is alone with it; a run that broke off is over since it was last heard of. */
  long begin(String startedBy) {
    jdbc.sql("UPDATE retention_run SET ended_at = seen_at WHERE ended_at IS NULL").update();
    jdbc
      .sql("DELETE FROM retention_run WHERE id <= (SELECT max(id) FROM retention_run) - :kept")
      .param("kept", KEPT)
      .update();
    return jdbc
      .sql(
        "INSERT INTO retention_run (started_at, started_by, seen_at) VALUES (:now, :by, :now) RETURNING id"
      )
      .param("now", now())
      .param("by", startedBy)
      .query(Long.class)
      .single();
  }

  void count(long run, String processKey, int archived, @Nullable String failure) {
    jdbc
      .sql(
        """
        INSERT INTO retention_result AS r (run_id, process_key, archived, failed, failure)
        VALUES (:run, :process, :archived, :failed, :failure)
        ON CONFLICT (run_id, process_key) DO UPDATE SET archived = r.archived + excluded.archived,
          failed = r.failed + excluded.failed, failure = coalesce(excluded.failure, r.failure)
        """
      )
      .param("run", run)
      .param("process", processKey)
      .param("archived", archived)
      .param("failed", failure == null ? 0 : 1)
      .param("failure", failure)
      .update();
    jdbc
      .sql("UPDATE retention_run SET seen_at = :now WHERE id = :run")
      .param("now", now())
      .param("run", run)
      .update();
  }

  void end(long run) {
    jdbc
      .sql("UPDATE retention_run SET ended_at = :now, seen_at = :now WHERE id = :run")
      .param("now", now())
      .param("run", run)
      .update();
  }

  Optional<Run> newest() {
    return jdbc
      .sql("SELECT * FROM retention_run ORDER BY id DESC LIMIT 1")
      .query((row, number) -> {
        var ended = row.getTimestamp("ended_at");
        return new Run(
          row.getLong("id"),
          row.getTimestamp("started_at").toInstant(),
          row.getString("started_by"),
          ended == null ? null : ended.toInstant()
        );
      })
      .optional();
  }

  List<Result> results(long run) {
    return jdbc
      .sql(
        "SELECT process_key, archived, failed, failure FROM retention_result WHERE run_id = :run"
      )
      .param("run", run)
      .query(Result.class)
      .list();
  }

  private Timestamp now() {
    return Timestamp.from(clock.instant());
  }
}
