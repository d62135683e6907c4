package dev.steward.journal;

import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Two small tables: work that one execution at a time holds, and what was noted down about it. */
final class Notes {

  private final JdbcClient jdbc;

  Notes(JdbcClient jdbc) {
    this.jdbc = jdbc;
    jdbc.sql("CREATE TABLE IF NOT EXISTS work (id uuid PRIMARY KEY, epoch integer)").update();
    jdbc
      .sql(
        """
        CREATE TABLE IF NOT EXISTS note (
          number integer GENERATED ALWAYS AS IDENTITY, work uuid, body json, CHECK (body::text <> '0'))
        """
      )
      .update();
  }

  /** Work that nobody has taken yet. */
  UUID work() {
    var id = UUID.randomUUID();
    jdbc.sql("INSERT INTO work VALUES (:id, 0)").param("id", id).update();
    return id;
  }

  /** An update that finds its row only while the work is in that epoch. */
  static Write taken(UUID work, int epoch) {
    return Write.of("UPDATE work SET epoch = epoch + 1 WHERE id = :id AND epoch = :epoch")
      .with("id", work)
      .with("epoch", epoch);
  }

  static Write held(UUID work, int epoch) {
    return Write.of("UPDATE work SET epoch = epoch WHERE id = :id AND epoch = :epoch")
      .with("id", work)
      .with("epoch", epoch);
  }

  /** @param json 0 breaks a constraint */
  static Write note(UUID work, String json) {
    return Write.of("INSERT INTO note (work, body) VALUES (:work, :body::json)")
      .with("work", work)
      .with("body", json);
  }

  static Step noting(UUID work, String json) {
    return new Step().write(note(work, json));
  }

  List<String> of(UUID work) {
    return jdbc
      .sql("SELECT body FROM note WHERE work = :work ORDER BY number")
      .param("work", work)
      .query(String.class)
      .list();
  }

  int epoch(UUID work) {
    return jdbc
      .sql("SELECT epoch FROM work WHERE id = :id")
      .param("id", work)
      .query(Integer.class)
      .single();
  }
}
