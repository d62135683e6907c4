package dev.steward.audit;

import dev.steward.journal.Columns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The {@code audit_mirror} table, which has one row: how far the copy is. */
@Component
class MirrorRows {

  private static final String STATE =
    "SELECT *, (SELECT coalesce(max(number), 0) FROM audit_checkpoint) AS newest FROM audit_mirror";

  private final JdbcClient jdbc;

  MirrorRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** The last entry that was taken; position 0 of an empty chain at the beginning of a checkpoint. */
  record Place(long checkpoint, String chain, long position) {
    static Place beginningOf(long checkpoint) {
      return new Place(checkpoint, "", 0);
    }
  }

  /**
   * @param next after which the copy goes on
   * @param newest number of the newest checkpoint
   * @param taken entries so far
   * @param attempts in vain since the last that succeeded
   * @param problem of the last attempt in vain
   */
  record State(
    Place next,
    long newest,
    long taken,
    @Nullable Instant takenAt,
    int attempts,
    @Nullable Instant failingSince,
    @Nullable String problem,
    Instant notBefore
  ) {
    long checkpointsBehind() {
      return Math.max(0, newest - next.checkpoint() + 1);
    }
  }

  State state() {
    return jdbc.sql(STATE).query(MirrorRows::read).single();
  }

  /** Until the end of the transaction; empty where another node is about it. */
  Optional<State> take() {
    return jdbc
      .sql(STATE + " FOR UPDATE OF audit_mirror SKIP LOCKED")
      .query(MirrorRows::read)
      .optional();
  }

  void taken(Place next, int entries, Instant now) {
    jdbc
      .sql(
        """
        UPDATE audit_mirror SET checkpoint = :checkpoint, chain = :chain, position = :position, taken = taken + :entries,
            taken_at = :now, attempts = 0, failing_since = NULL, problem = NULL, not_before = :now
        """
      )
      .param("checkpoint", next.checkpoint())
      .param("chain", next.chain())
      .param("position", next.position())
      .param("entries", entries)
      .param("now", Timestamp.from(now))
      .update();
  }

  void failed(String problem, Instant now, Instant notBefore) {
    jdbc
      .sql(
        """
        UPDATE audit_mirror SET attempts = attempts + 1, failing_since = coalesce(failing_since, :now), problem = :problem,
            not_before = :notBefore
        """
      )
      .param("problem", problem)
      .param("now", Timestamp.from(now))
      .param("notBefore", Timestamp.from(notBefore))
      .update();
  }

  private static State read(ResultSet row, int number) throws SQLException {
    return new State(
      new Place(row.getLong("checkpoint"), row.getString("chain"), row.getLong("position")),
      row.getLong("newest"),
      row.getLong("taken"),
      Columns.instant(row, "taken_at"),
      row.getInt("attempts"),
      Columns.instant(row, "failing_since"),
      row.getString("problem"),
      Objects.requireNonNull(Columns.instant(row, "not_before"))
    );
  }
}
