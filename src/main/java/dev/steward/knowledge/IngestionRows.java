package dev.steward.knowledge;

import java.sql.Timestamp;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** How far ingestions are. */
@Component
class IngestionRows {

  private final JdbcClient jdbc;
  private final Clock clock;

  IngestionRows(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  void begin(String collection, String by, int total) {
    jdbc
      .sql(
        """
        INSERT INTO knowledge_ingestion (collection, started_at, started_by, seen_at, total, done, changed, failed)
        VALUES (:collection, :now, :by, :now, :total, 0, 0, 0)
        ON CONFLICT (collection) DO UPDATE SET started_at = excluded.started_at, started_by = excluded.started_by,
          seen_at = excluded.seen_at, total = excluded.total, done = 0, changed = 0, failed = 0, ended_at = NULL, failure = NULL
        """
      )
      .param("collection", collection)
      .param("by", by)
      .param("total", total)
      .param("now", now())
      .update();
  }

  void done(String collection, boolean changed, boolean failed) {
    jdbc
      .sql(
        """
        UPDATE knowledge_ingestion SET done = done + 1, changed = changed + :changed, failed = failed + :failed, seen_at = :now
        WHERE collection = :collection
        """
      )
      .param("collection", collection)
      .param("changed", changed ? 1 : 0)
      .param("failed", failed ? 1 : 0)
      .param("now", now())
      .update();
  }

  void end(String collection, @Nullable String failure) {
    jdbc
      .sql(
        "UPDATE knowledge_ingestion SET ended_at = :now, seen_at = :now, failure = :failure WHERE collection = :collection"
      )
      .param("collection", collection)
      .param("failure", failure)
      .param("now", now())
      .update();
  }

  private Timestamp now() {
    return Timestamp.from(clock.instant());
  }
}
