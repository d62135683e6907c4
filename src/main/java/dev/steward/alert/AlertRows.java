package dev.steward.alert;

import dev.steward.journal.Columns;
import dev.steward.json.StoredJson;
import dev.steward.monitoring.Reading;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The {@code alert_rule} table. */
@Repository
class AlertRows {

  private static final String SELECT = """
  SELECT r.*, f.opened_at FROM alert_rule r
  LEFT JOIN alert_firing f ON f.alert = r.name AND f.resolved_at IS NULL
  """;

  private final JdbcClient jdbc;
  private final StoredJson json;

  AlertRows(JdbcClient jdbc, StoredJson json) {
    this.jdbc = jdbc;
    this.json = json;
  }

  List<Alert> all() {
    return jdbc
      .sql(SELECT + "ORDER BY r.name")
      .query(this::alert)
      .list();
  }

  Optional<Alert> find(String name) {
    return jdbc
      .sql(SELECT + "WHERE r.name = :name")
      .param("name", name)
      .query(this::alert)
      .optional();
  }

  /** One after the other, whether they are changed or judged. In the caller's transaction. */
  void alone(String name) {
    jdbc
      .sql("SELECT pg_advisory_xact_lock(hashtextextended('alert ' || :name, 0))")
      .param("name", name)
      .query(row -> {});
  }

  /** @return false where another node is judging it */
  boolean tryAlone(String name) {
    return jdbc
      .sql("SELECT pg_try_advisory_xact_lock(hashtextextended('alert ' || :name, 0))")
      .param("name", name)
      .query(Boolean.class)
      .single();
  }

  /** What was read for an earlier rule is forgotten. */
  void save(String name, AlertRule rule, String by, Instant now) {
    jdbc
      .sql(
        """
        INSERT INTO alert_rule (name, rule, changed_by, changed_at) VALUES (:name, :rule::jsonb, :by, :now)
        ON CONFLICT (name) DO UPDATE SET rule = excluded.rule, changed_by = excluded.changed_by,
          changed_at = excluded.changed_at, read_at = NULL, value = NULL, among = NULL
        """
      )
      .param("name", name)
      .param("rule", json.write(rule))
      .param("by", by)
      .param("now", Timestamp.from(now))
      .update();
  }

  void silence(String name, @Nullable Instant until) {
    jdbc
      .sql("UPDATE alert_rule SET silenced_until = :until WHERE name = :name")
      .param("until", until == null ? null : Timestamp.from(until))
      .param("name", name)
      .update();
  }

  void read(String name, Reading reading, Instant now) {
    jdbc
      .sql(
        "UPDATE alert_rule SET read_at = :now, value = :value, among = :among WHERE name = :name"
      )
      .param("now", Timestamp.from(now))
      .param("value", reading.value())
      .param("among", reading.among())
      .param("name", name)
      .update();
  }

  void delete(String name) {
    jdbc.sql("DELETE FROM alert_rule WHERE name = :name").param("name", name).update();
  }

  private Alert alert(ResultSet row, int number) throws SQLException {
    return new Alert(
      row.getString("name"),
      json.read(row.getString("rule"), AlertRule.class),
      row.getString("changed_by"),
      Objects.requireNonNull(Columns.instant(row, "changed_at")),
      Columns.instant(row, "silenced_until"),
      Columns.instant(row, "read_at"),
      row.getBigDecimal("value"),
      row.getObject("among", Long.class),
      Columns.instant(row, "opened_at")
    );
  }
}
