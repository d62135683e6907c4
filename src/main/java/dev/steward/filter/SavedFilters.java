package dev.steward.filter;

import dev.steward.journal.Columns;
import dev.steward.problem.ProblemException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The {@code saved_filter} table. */
@Component
class SavedFilters {

  private static final int MOST = 50;

  private final JdbcClient jdbc;
  private final Clock clock;

  SavedFilters(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  List<SavedFilter> of(String person) {
    return jdbc
      .sql("SELECT * FROM saved_filter WHERE person = :person ORDER BY list, name")
      .param("person", person)
      .query(SavedFilters::read)
      .list();
  }

  /** @throws ProblemException 409 for one more than somebody may have */
  @Transactional
  SavedFilter save(String person, String name, SavedFilter.List list, String query) {
    // One after the other for each person, or two at once would both find room for the last.
    jdbc
      .sql("SELECT pg_advisory_xact_lock(hashtextextended('saved_filter ' || :person, 0))")
      .param("person", person)
      .query(row -> {});
    jdbc
      .sql(
        """
        INSERT INTO saved_filter (person, name, list, query, saved_at)
        VALUES (:person, :name, :list, :query, :now)
        ON CONFLICT (person, name)
        DO UPDATE SET list = excluded.list, query = excluded.query, saved_at = excluded.saved_at
        """
      )
      .param("person", person)
      .param("name", name)
      .param("list", list.id())
      .param("query", query)
      .param("now", Timestamp.from(clock.instant()))
      .update();
    var all = of(person);
    if (all.size() > MOST) {
      throw ProblemException.conflict(
        "too-many-filters",
        "Nobody can have more than %d filters; delete one first".formatted(MOST)
      );
    }
    return all
      .stream()
      .filter(filter -> filter.name().equals(name))
      .findFirst()
      .orElseThrow();
  }

  /** @return false where there is none of that name */
  boolean delete(String person, String name) {
    return (
      jdbc
        .sql("DELETE FROM saved_filter WHERE person = :person AND name = :name")
        .param("person", person)
        .param("name", name)
        .update() == 1
    );
  }

  private static SavedFilter read(ResultSet row, int number) throws SQLException {
    return new SavedFilter(
      row.getString("name"),
      SavedFilter.List.valueOf(row.getString("list").toUpperCase(Locale.ROOT)),
      row.getString("query"),
      Objects.requireNonNull(Columns.instant(row, "saved_at"))
    );
  }
}
