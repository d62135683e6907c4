package dev.steward.process.rehearsal;

import dev.steward.journal.Columns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The {@code rehearsal} table. */
@Component
class RehearsalRows {

  private final JdbcClient jdbc;
  private final Clock clock;

  RehearsalRows(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /** So that they can be counted. Held until the transaction ends. */
  void lock() {
    jdbc.sql("LOCK TABLE rehearsal IN SHARE ROW EXCLUSIVE MODE").update();
  }

  void insert(UUID id, String person, String processKey, String instanceId) {
    jdbc
      .sql(
        """
        INSERT INTO rehearsal (id, person, process_key, instance_id, started_at, used_at)
        VALUES (:id, :person, :process, :instance, :now, :now)
        """
      )
      .param("id", id)
      .param("person", person)
      .param("process", processKey)
      .param("instance", instanceId)
      .param("now", Timestamp.from(clock.instant()))
      .update();
  }

  Optional<Rehearsal> find(UUID id) {
    return jdbc
      .sql("SELECT * FROM rehearsal WHERE id = :id")
      .param("id", id)
      .query(RehearsalRows::read)
      .optional();
  }

  /** The oldest first. */
  List<Rehearsal> of(String person) {
    return jdbc
      .sql("SELECT * FROM rehearsal WHERE person = :person ORDER BY started_at, id")
      .param("person", person)
      .query(RehearsalRows::read)
      .list();
  }

  List<Rehearsal> unusedSince(Instant time) {
    return jdbc
      .sql("SELECT * FROM rehearsal WHERE used_at < :time ORDER BY used_at LIMIT 100")
      .param("time", Timestamp.from(time))
      .query(RehearsalRows::read)
      .list();
  }

  /** @return whether it is still there; it stays until the transaction ends */
  boolean use(UUID id) {
    return (
      jdbc
        .sql("UPDATE rehearsal SET used_at = :now WHERE id = :id")
        .param("now", Timestamp.from(clock.instant()))
        .param("id", id)
        .update() == 1
    );
  }

  /** @return whether it was there */
  boolean delete(UUID id) {
    return jdbc.sql("DELETE FROM rehearsal WHERE id = :id").param("id", id).update() == 1;
  }

  private static Rehearsal read(ResultSet row, int number) throws SQLException {
    return new Rehearsal(
      row.getObject("id", UUID.class),
      row.getString("person"),
      row.getString("process_key"),
      row.getString("instance_id"),
      Objects.requireNonNull(Columns.instant(row, "started_at")),
      Objects.requireNonNull(Columns.instant(row, "used_at"))
    );
  }
}
