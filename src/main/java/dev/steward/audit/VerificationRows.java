package dev.steward.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.steward.journal.Columns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The {@code audit_verification} table. */
@Component
class VerificationRows {

  private final JdbcClient jdbc;
  private final ObjectMapper json;

  VerificationRows(JdbcClient jdbc, ObjectMapper json) {
    this.jdbc = jdbc;
    this.json = json;
  }

  /**
   * @param seenAt when it last said how far it is
   * @param total entries there were when it began
   * @param failure why it came to no end
   */
  record Row(
    UUID id,
    String requestedBy,
    Instant startedAt,
    Instant seenAt,
    @Nullable Instant finishedAt,
    long total,
    long chains,
    long entries,
    long checkpoints,
    @Nullable Fault fault,
    @Nullable String failure
  ) {}

  /** Until the end of the transaction nobody else begins one. */
  void lock() {
    jdbc
      .sql("SELECT pg_advisory_xact_lock(hashtextextended('verification', 0))")
      .query()
      .listOfRows();
  }

  Optional<Row> running(Instant seenAfter) {
    return jdbc
      .sql(
        "SELECT * FROM audit_verification WHERE finished_at IS NULL AND seen_at > :after ORDER BY started_at DESC LIMIT 1"
      )
      .param("after", Timestamp.from(seenAfter))
      .query(this::read)
      .optional();
  }

  void begin(UUID id, String actor, Instant now) {
    jdbc
      .sql(
        """
        INSERT INTO audit_verification (id, requested_by, started_at, seen_at, total)
        SELECT :id, :actor, :now, :now, coalesce(sum(length), 0) FROM audit_chain
        """
      )
      .param("id", id)
      .param("actor", actor)
      .param("now", Timestamp.from(now))
      .update();
  }

  void seen(UUID id, long chains, long entries, Instant now) {
    jdbc
      .sql(
        "UPDATE audit_verification SET seen_at = :now, chains = :chains, entries = :entries WHERE id = :id"
      )
      .param("now", Timestamp.from(now))
      .param("chains", chains)
      .param("entries", entries)
      .param("id", id)
      .update();
  }

  void finish(UUID id, ChainVerifier.Result result, Instant now) {
    jdbc
      .sql(
        """
        UPDATE audit_verification SET seen_at = :now, finished_at = :now, chains = :chains, entries = :entries,
            checkpoints = :checkpoints, fault = :fault::jsonb
        WHERE id = :id
        """
      )
      .param("now", Timestamp.from(now))
      .param("chains", result.chains())
      .param("entries", result.entries())
      .param("checkpoints", result.checkpoints())
      .param("fault", result.first() == null ? null : written(result.first()))
      .param("id", id)
      .update();
  }

  void fail(UUID id, String failure, Instant now) {
    jdbc
      .sql(
        "UPDATE audit_verification SET seen_at = :now, finished_at = :now, failure = :failure WHERE id = :id"
      )
      .param("now", Timestamp.from(now))
      .param("failure", failure)
      .param("id", id)
      .update();
  }

  Optional<Row> find(UUID id) {
    return jdbc
      .sql("SELECT * FROM audit_verification WHERE id = :id")
      .param("id", id)
      .query(this::read)
      .optional();
  }

  List<Row> newest(int limit) {
    return jdbc
      .sql("SELECT * FROM audit_verification ORDER BY started_at DESC, id LIMIT :limit")
      .param("limit", limit)
      .query(this::read)
      .list();
  }

  private Row read(ResultSet row, int number) throws SQLException {
    var fault = row.getString("fault");
    return new Row(
      row.getObject("id", UUID.class),
      row.getString("requested_by"),
      Objects.requireNonNull(Columns.instant(row, "started_at")),
      Objects.requireNonNull(Columns.instant(row, "seen_at")),
      Columns.instant(row, "finished_at"),
      row.getLong("total"),
      row.getLong("chains"),
      row.getLong("entries"),
      row.getLong("checkpoints"),
      fault == null ? null : fault(fault),
      row.getString("failure")
    );
  }

  private String written(Fault fault) {
    try {
      return json.writeValueAsString(fault);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A fault cannot be written", e);
    }
  }

  private Fault fault(String written) {
    try {
      return json.readValue(written, Fault.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A fault cannot be read", e);
    }
  }
}
