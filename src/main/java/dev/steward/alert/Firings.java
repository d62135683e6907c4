package dev.steward.alert;

import dev.steward.journal.Columns;
import dev.steward.json.StoredJson;
import java.math.BigDecimal;
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
import org.springframework.stereotype.Repository;

/** The {@code alert_firing} table. */
@Repository
class Firings {

  private static final int MOST = 100;

  private final JdbcClient jdbc;
  private final StoredJson json;

  Firings(JdbcClient jdbc, StoredJson json) {
    this.jdbc = jdbc;
    this.json = json;
  }

  /** The latest first. */
  List<Firing> of(String alert) {
    return jdbc
      .sql("SELECT * FROM alert_firing WHERE alert = :alert ORDER BY opened_at DESC LIMIT :most")
      .param("alert", alert)
      .param("most", MOST)
      .query(this::firing)
      .list();
  }

  List<Firing> open() {
    return jdbc
      .sql("SELECT * FROM alert_firing WHERE resolved_at IS NULL")
      .query(this::firing)
      .list();
  }

  Optional<Firing> open(String alert) {
    return jdbc
      .sql("SELECT * FROM alert_firing WHERE alert = :alert AND resolved_at IS NULL")
      .param("alert", alert)
      .query(this::firing)
      .optional();
  }

  Firing begin(Alert alert, BigDecimal value, Instant now) {
    var silent = alert.isSilent(now);
    var start =
      silent || alert.rule().start() == null ? Firing.StartState.NONE : Firing.StartState.WAITING;
    var firing = new Firing(
      UUID.randomUUID(),
      alert.name(),
      alert.rule(),
      value,
      value,
      now,
      now,
      null,
      silent,
      start,
      null,
      null
    );
    jdbc
      .sql(
        """
        INSERT INTO alert_firing (id, alert, rule, severity, value, last_value, opened_at, last_seen_at, silenced, start_state)
        VALUES (:id, :alert, :rule::jsonb, :severity, :value, :value, :now, :now, :silenced, :start)
        """
      )
      .param("id", firing.id())
      .param("alert", firing.alert())
      .param("rule", json.write(firing.rule()))
      .param("severity", firing.rule().severity().id())
      .param("value", value)
      .param("now", Timestamp.from(now))
      .param("silenced", silent)
      .param("start", start.id())
      .update();
    return firing;
  }

  void seen(Firing firing, BigDecimal value, Instant now) {
    jdbc
      .sql("UPDATE alert_firing SET last_value = :value, last_seen_at = :now WHERE id = :id")
      .param("value", value)
      .param("now", Timestamp.from(now))
      .param("id", firing.id())
      .update();
  }

  void resolve(Firing firing, Instant now) {
    jdbc
      .sql("UPDATE alert_firing SET resolved_at = :now WHERE id = :id")
      .param("now", Timestamp.from(now))
      .param("id", firing.id())
      .update();
  }

  /** One whose process is to be started; other nodes take others. In the caller's transaction. */
  Optional<Firing> takeToStart(UUID id) {
    return jdbc
      .sql(
        """
        SELECT * FROM alert_firing WHERE id = :id AND start_state = 'waiting' FOR UPDATE SKIP LOCKED
        """
      )
      .param("id", id)
      .query(this::firing)
      .optional();
  }

  List<UUID> toStart() {
    return jdbc
      .sql("SELECT id FROM alert_firing WHERE start_state = 'waiting' ORDER BY opened_at")
      .query(UUID.class)
      .list();
  }

  void started(UUID id, String instanceId) {
    jdbc
      .sql(
        "UPDATE alert_firing SET start_state = 'started', instance_id = :instance WHERE id = :id"
      )
      .param("instance", instanceId)
      .param("id", id)
      .update();
  }

  /** @return false where it was settled before */
  boolean failed(UUID id, @Nullable String reason) {
    return (
      jdbc
        .sql(
          "UPDATE alert_firing SET start_state = 'failed', start_error = :reason WHERE id = :id AND start_state = 'waiting'"
        )
        .param("reason", reason)
        .param("id", id)
        .update() == 1
    );
  }

  private Firing firing(ResultSet row, int number) throws SQLException {
    return new Firing(
      row.getObject("id", UUID.class),
      row.getString("alert"),
      json.read(row.getString("rule"), AlertRule.class),
      row.getBigDecimal("value"),
      row.getBigDecimal("last_value"),
      Objects.requireNonNull(Columns.instant(row, "opened_at")),
      Objects.requireNonNull(Columns.instant(row, "last_seen_at")),
      Columns.instant(row, "resolved_at"),
      row.getBoolean("silenced"),
      Firing.StartState.of(row.getString("start_state")),
      row.getString("instance_id"),
      row.getString("start_error")
    );
  }
}
