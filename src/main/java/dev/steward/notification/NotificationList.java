package dev.steward.notification;

import dev.steward.journal.Columns;
import dev.steward.listing.Cursor;
import dev.steward.listing.Listing;
import io.swagger.v3.oas.annotations.media.Schema;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Reads what became of notifications. */
@Repository
class NotificationList {

  private static final int PAGE = 50;
  private static final String SELECT = """
  SELECT n.*, e.kind, e.task_id, e.at FROM notification n JOIN notification_event e ON e.id = n.event_id
  """;

  private final JdbcClient jdbc;

  NotificationList(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * @param recipient a person's name; for a webhook, {@code webhook}
   * @param event {@code arrived | due-soon | escalated | alert}
   * @param taskId null where it is about none
   * @param attempts since somebody last had it sent again
   * @param nextAt when it is tried; null for what is over
   * @param at when it happened
   */
  @Schema(name = "Notification")
  record Item(
    UUID id,
    Channel channel,
    String recipient,
    String event,
    @Nullable String taskId,
    NotificationState state,
    int attempts,
    @Nullable Instant nextAt,
    @Nullable String lastError,
    Instant at,
    Instant changedAt
  ) {}

  Optional<Item> find(UUID id) {
    return jdbc
      .sql(SELECT + "WHERE n.id = :id")
      .param("id", id)
      .query(NotificationList::item)
      .optional();
  }

  Listing<Item> page(@Nullable NotificationState state, @Nullable Cursor before) {
    var rows = jdbc
      .sql(
        SELECT +
          """
          WHERE (:state::text IS NULL OR n.state = :state)
            AND (:beforeTime::timestamptz IS NULL
                 OR (n.changed_at, n.id) < (:beforeTime::timestamptz, :beforeId::uuid))
          ORDER BY n.changed_at DESC, n.id DESC LIMIT :limit
          """
      )
      .param("state", state == null ? null : state.id())
      .param("beforeTime", before == null ? null : Timestamp.from(before.at()))
      .param("beforeId", before == null ? null : before.id())
      .param("limit", PAGE + 1)
      .query(NotificationList::item)
      .list();
    return Listing.page(rows, PAGE, last ->
      new Cursor(last.changedAt(), last.id().toString()).toString()
    );
  }

  private static Item item(ResultSet row, int number) throws SQLException {
    var state = NotificationState.find(row.getString("state")).orElseThrow();
    return new Item(
      row.getObject("id", UUID.class),
      Channel.of(row.getString("channel")),
      row.getString("recipient"),
      row.getString("kind"),
      row.getString("task_id"),
      state,
      row.getInt("attempts"),
      state == NotificationState.WAITING ? Columns.instant(row, "next_at") : null,
      row.getString("last_error"),
      Objects.requireNonNull(Columns.instant(row, "at")),
      Objects.requireNonNull(Columns.instant(row, "changed_at"))
    );
  }
}
