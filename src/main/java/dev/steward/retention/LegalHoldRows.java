package dev.steward.retention;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
class LegalHoldRows {

  private final JdbcClient jdbc;

  LegalHoldRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Until the end of the transaction nobody places or lifts a hold. */
  void keepOthersOut() {
    jdbc.sql("LOCK TABLE legal_hold IN SHARE MODE").update();
  }

  /** The newest first. */
  List<LegalHold> all() {
    return jdbc
      .sql("SELECT * FROM legal_hold ORDER BY placed_at DESC, id")
      .query(LegalHoldRows::read)
      .list();
  }

  void add(LegalHold hold) {
    jdbc
      .sql(
        """
        INSERT INTO legal_hold (id, instance_id, process_key, business_key, reason, placed_by, placed_at)
        VALUES (:id, :instance, :process, :business, :reason, :by, :at)
        """
      )
      .param("id", hold.id())
      .param("instance", hold.instanceId())
      .param("process", hold.processKey())
      .param("business", hold.businessKey())
      .param("reason", hold.reason())
      .param("by", hold.placedBy())
      .param("at", Timestamp.from(hold.placedAt()))
      .update();
  }

  Optional<LegalHold> remove(UUID id) {
    return jdbc
      .sql("DELETE FROM legal_hold WHERE id = :id RETURNING *")
      .param("id", id)
      .query(LegalHoldRows::read)
      .optional();
  }

  private static LegalHold read(ResultSet row, int number) throws SQLException {
    return new LegalHold(
      row.getObject("id", UUID.class),
      row.getString("instance_id"),
      row.getString("process_key"),
      row.getString("business_key"),
      row.getString("reason"),
      row.getString("placed_by"),
      row.getTimestamp("placed_at").toInstant()
    );
  }
}
