package dev.steward.sandbox;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What the demo outreach service stores. Writes expect the transaction of {@link Effects#apply}.
 */
@Component
@SandboxComponent
class Outreach {

  private static final String MESSAGES =
    "SELECT id, account, channel, recipient, subject, body, sent_at FROM sandbox_message ";

  private final JdbcClient jdbc;

  Outreach(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  record Account(String id, String channel, String owner) {}

  record Message(
    UUID messageId,
    String account,
    String channel,
    String recipient,
    String subject,
    String body,
    Instant sentAt
  ) {}

  record Sent(UUID messageId, String channel, String status, Instant sentAt) {}

  record Reply(
    long replyId,
    UUID messageId,
    String sender,
    String channel,
    String body,
    Instant receivedAt
  ) {}

  List<Account> accounts(@Nullable String channel) {
    return jdbc
      .sql(
        """
        SELECT id, channel, owner FROM sandbox_outreach_account
        WHERE :channel::text IS NULL OR channel = :channel ORDER BY id
        """
      )
      .param("channel", channel)
      .query(Account.class)
      .list();
  }

  Sent send(OutreachController.NewMessage message, String key) {
    var channel = jdbc
      .sql("SELECT channel FROM sandbox_outreach_account WHERE id = ?")
      .param(message.account())
      .query(String.class)
      .optional()
      .orElseThrow(() -> SandboxProblem.invalid("account-unknown", "There is no such account"));
    if (!channel.equals(message.channel())) {
      throw SandboxProblem.invalid(
        "account-channel-mismatch",
        "The account sends over " + channel + " only"
      );
    }
    jdbc
      .sql(
        """
        INSERT INTO sandbox_message
            (id, idempotency_key, account, channel, recipient, subject, body)
        VALUES (?, ?, ?, ?, ?, ?, ?)
        """
      )
      .params(
        UUID.randomUUID(),
        key,
        message.account(),
        channel,
        message.recipient().trim().toLowerCase(Locale.ROOT),
        message.subject(),
        message.body()
      )
      .update();
    var stored = findByKey(key).orElseThrow();
    return new Sent(stored.messageId(), channel, "sent", stored.sentAt());
  }

  Optional<Message> findByKey(String key) {
    return jdbc
      .sql(MESSAGES + "WHERE idempotency_key = ?")
      .param(key)
      .query((row, number) -> message(row))
      .optional();
  }

  Reply reply(UUID messageId, String body) {
    var message = jdbc
      .sql(MESSAGES + "WHERE id = ?")
      .param(messageId)
      .query((row, number) -> message(row))
      .optional()
      .orElseThrow(() -> SandboxProblem.notFound("message-not-found", "No such message was sent"));
    return jdbc
      .sql(
        """
        INSERT INTO sandbox_reply (message_id, body) VALUES (?, ?) RETURNING id, received_at
        """
      )
      .params(messageId, body)
      .query((row, number) ->
        new Reply(
          row.getLong("id"),
          messageId,
          message.recipient(),
          message.channel(),
          body,
          row.getTimestamp("received_at").toInstant()
        )
      )
      .single();
  }

  List<Reply> inbox(@Nullable String sender) {
    return jdbc
      .sql(
        """
        SELECT reply.id, message_id, recipient, channel, reply.body, received_at
        FROM sandbox_reply reply JOIN sandbox_message message ON message.id = message_id
        WHERE :sender::text IS NULL OR recipient = :sender
        ORDER BY received_at DESC, reply.id DESC LIMIT 100
        """
      )
      .param("sender", sender == null ? null : sender.trim().toLowerCase(Locale.ROOT))
      .query((row, number) ->
        new Reply(
          row.getLong("id"),
          row.getObject("message_id", UUID.class),
          row.getString("recipient"),
          row.getString("channel"),
          row.getString("body"),
          row.getTimestamp("received_at").toInstant()
        )
      )
      .list();
  }

  private static Message message(ResultSet row) throws SQLException {
    return new Message(
      row.getObject("id", UUID.class),
      row.getString("account"),
      row.getString("channel"),
      row.getString("recipient"),
      row.getString("subject"),
      row.getString("body"),
      row.getTimestamp("sent_at").toInstant()
    );
  }
}
