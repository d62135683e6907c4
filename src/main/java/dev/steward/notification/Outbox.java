package dev.steward.notification;

import dev.steward.journal.Columns;
import dev.steward.json.StoredJson;
import dev.steward.process.spi.TaskNotice;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What is to be told, and what became of it: {@code notification_event} and {@code notification}. */
@Repository
class Outbox {

  private final JdbcClient jdbc;
  private final StoredJson json;
  private final NotificationProperties properties;
  private final Clock clock;

  Outbox(JdbcClient jdbc, StoredJson json, NotificationProperties properties, Clock clock) {
    this.jdbc = jdbc;
    this.json = json;
    this.properties = properties;
    this.clock = clock;
  }

  record Event(long id, About about) {}

  /** In the caller's transaction. */
  void note(About about, Instant at) {
    var task = about instanceof About.Task of ? of : null;
    jdbc
      .sql(
        """
        INSERT INTO notification_event (kind, task_id, group_id, notice, at)
        VALUES (:kind, :task, :group, :notice::jsonb, :at)
        """
      )
      .param("kind", about.event())
      .param("task", task == null ? null : task.taskId())
      .param("group", task == null ? null : task.group())
      .param("notice", about instanceof About.Said said ? json.write(said.notice()) : null)
      .param("at", Timestamp.from(at))
      .update();
  }

  /** Takes an event of which nobody knows yet whom it concerns. In the caller's transaction; other nodes take others. */
  Optional<Event> takeUnspread() {
    return jdbc
      .sql(
        """
        UPDATE notification_event SET spread_at = :now WHERE id = (
          SELECT id FROM notification_event WHERE spread_at IS NULL
          ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED)
        RETURNING id, kind, task_id, group_id, notice
        """
      )
      .param("now", now())
      .query((row, number) -> new Event(row.getLong("id"), about(row)))
      .optional();
  }

  void address(Event event, Channel channel, Collection<String> recipients) {
    for (var recipient : recipients) {
      jdbc
        .sql(
          """
          INSERT INTO notification (id, event_id, channel, recipient, next_at, changed_at)
          VALUES (:id, :event, :channel, :recipient, :now, :now)
          ON CONFLICT (event_id, channel, recipient) DO NOTHING
          """
        )
        .param("id", UUID.randomUUID())
        .param("event", event.id())
        .param("channel", channel.id())
        .param("recipient", recipient)
        .param("now", now())
        .update();
    }
  }

  /** Takes the next message; committed before it is sent, so that no other node sends it too. */
  Optional<Delivery> take() {
    return jdbc
      .sql(
        """
        UPDATE notification n SET state = 'sending', attempts = attempts + 1, next_at = :lease, changed_at = :now
        FROM notification_event e
        WHERE e.id = n.event_id AND n.id = (
          SELECT id FROM notification WHERE state = 'waiting' AND next_at <= :now
          ORDER BY next_at LIMIT 1 FOR UPDATE SKIP LOCKED)
        RETURNING n.id, n.channel, n.recipient, n.attempts, e.kind, e.task_id, e.group_id, e.notice, e.at
        """
      )
      .param("lease", Timestamp.from(clock.instant().plus(properties.lease())))
      .param("now", now())
      .query(this::delivery)
      .optional();
  }

  /** What became of this attempt; nothing is written where another node has taken the message over since. */
  void settle(
    Delivery delivery,
    NotificationState state,
    @Nullable String error,
    @Nullable Duration pause
  ) {
    jdbc
      .sql(
        """
        UPDATE notification SET state = :state, last_error = coalesce(:error, last_error),
          next_at = :next, changed_at = :now
        WHERE id = :id AND state = 'sending' AND attempts = :attempt
        """
      )
      .param("state", state.id())
      .param("error", error)
      .param("next", Timestamp.from(clock.instant().plus(pause == null ? Duration.ZERO : pause)))
      .param("now", now())
      .param("id", delivery.id())
      .param("attempt", delivery.attempt())
      .update();
  }

  /** Of nodes that did not live to say what became of it. */
  void settleAbandoned(Channel channel, NotificationState state) {
    jdbc
      .sql(
        """
        UPDATE notification SET state = :state, last_error = 'The node that sent it did not say what became of it',
          next_at = :now, changed_at = :now
        WHERE state = 'sending' AND next_at <= :now AND channel = :channel
        """
      )
      .param("state", state.id())
      .param("channel", channel.id())
      .param("now", now())
      .update();
  }

  /** @return false where the message is not among those that were given up */
  boolean tryAgain(UUID id) {
    return (
      jdbc
        .sql(
          """
          UPDATE notification SET state = 'waiting', attempts = 0, next_at = :now, changed_at = :now
          WHERE id = :id AND state IN ('dead', 'in-doubt')
          """
        )
        .param("id", id)
        .param("now", now())
        .update() == 1
    );
  }

  /** What is over for long. What was given up stays until somebody has seen to it. */
  void forget() {
    jdbc
      .sql(
        """
        DELETE FROM notification_event e WHERE at < :before AND spread_at IS NOT NULL AND NOT EXISTS (
          SELECT 1 FROM notification n WHERE n.event_id = e.id AND n.state NOT IN ('sent', 'dropped'))
        """
      )
      .param("before", Timestamp.from(clock.instant().minus(properties.kept())))
      .update();
  }

  private Delivery delivery(ResultSet row, int number) throws SQLException {
    return new Delivery(
      row.getObject("id", UUID.class),
      Channel.of(row.getString("channel")),
      row.getString("recipient"),
      row.getInt("attempts"),
      about(row),
      at(row)
    );
  }

  private About about(ResultSet row) throws SQLException {
    var notice = row.getString("notice");
    return notice != null
      ? new About.Said(json.read(notice, Notice.class))
      : new About.Task(
          TaskNotice.Kind.of(row.getString("kind")),
          row.getString("task_id"),
          row.getString("group_id")
        );
  }

  private static Instant at(ResultSet row) throws SQLException {
    return Objects.requireNonNull(Columns.instant(row, "at"));
  }

  private Timestamp now() {
    // A list's page ends at a millisecond.
    return Timestamp.from(clock.instant().truncatedTo(ChronoUnit.MILLIS));
  }
}
