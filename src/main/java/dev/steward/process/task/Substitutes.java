package dev.steward.process.task;

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
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Who stands in for whom: the {@code task_substitute} table. */
@Component
class Substitutes {

  private final JdbcClient jdbc;
  private final Clock clock;

  Substitutes(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /** Those for whom somebody stands in at this moment. */
  List<Substitute> standingIn(String substitute) {
    return jdbc
      .sql(
        """
        SELECT * FROM task_substitute
        WHERE substitute = :substitute AND until_at > :now AND from_at <= :now AND withdrawn_at IS NULL
        """
      )
      .param("substitute", substitute)
      .param("now", Timestamp.from(clock.instant()))
      .query(Substitutes::read)
      .list();
  }

  Optional<Substitute> find(UUID id) {
    return jdbc
      .sql("SELECT * FROM task_substitute WHERE id = :id")
      .param("id", id)
      .query(Substitutes::read)
      .optional();
  }

  /** Present and future ones, the next to begin first. @param of whose or by whom; null for everybody's */
  List<Substitute> current(@Nullable String of) {
    return jdbc
      .sql(
        """
        SELECT * FROM task_substitute
        WHERE until_at > :now AND withdrawn_at IS NULL
          AND (:of::text IS NULL OR person = :of OR substitute = :of)
        ORDER BY from_at, id LIMIT 500
        """
      )
      .param("now", Timestamp.from(clock.instant()))
      .param("of", of)
      .query(Substitutes::read)
      .list();
  }

  Substitute add(String person, String substitute, Instant from, Instant until) {
    var added = new Substitute(
      UUID.randomUUID(),
      person,
      substitute,
      from,
      until,
      clock.instant(),
      null,
      null
    );
    jdbc
      .sql(
        """
        INSERT INTO task_substitute (id, person, substitute, from_at, until_at, named_at)
        VALUES (:id, :person, :substitute, :from, :until, :now)
        """
      )
      .param("id", added.id())
      .param("person", person)
      .param("substitute", substitute)
      .param("from", Timestamp.from(from))
      .param("until", Timestamp.from(until))
      .param("now", Timestamp.from(added.namedAt()))
      .update();
    return added;
  }

  void allow(UUID id, String operator) {
    jdbc
      .sql("UPDATE task_substitute SET allowed_by = :by WHERE id = :id")
      .param("by", operator)
      .param("id", id)
      .update();
  }

  void withdraw(UUID id, String by) {
    jdbc
      .sql(
        """
        UPDATE task_substitute SET withdrawn_at = :now, withdrawn_by = :by
        WHERE id = :id AND withdrawn_at IS NULL
        """
      )
      .param("now", Timestamp.from(clock.instant()))
      .param("by", by)
      .param("id", id)
      .update();
  }

  private static Substitute read(ResultSet row, int number) throws SQLException {
    return new Substitute(
      row.getObject("id", UUID.class),
      row.getString("person"),
      row.getString("substitute"),
      Objects.requireNonNull(Columns.instant(row, "from_at")),
      Objects.requireNonNull(Columns.instant(row, "until_at")),
      Objects.requireNonNull(Columns.instant(row, "named_at")),
      row.getString("allowed_by"),
      Columns.instant(row, "withdrawn_at")
    );
  }
}
