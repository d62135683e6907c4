package dev.steward.process.attachment;

import dev.steward.journal.Columns;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.springframework.core.io.InputStreamSource;
import org.springframework.jdbc.core.SqlParameterValue;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.support.SqlBinaryValue;
import org.springframework.stereotype.Component;

/** The {@code attachment} table. */
@Component
class AttachmentRows {

  private static final String COLUMNS =
    " id, person, uploaded_by, process_key, task_id, activity_id, instance_id, field, name, type, size, sha256, uploaded_at, kept_at ";

  private final JdbcClient jdbc;

  AttachmentRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  record Used(int files, long bytes) {}

  /** Until the transaction ends nobody else adds a file there. */
  void lock(Place place, String person) {
    jdbc
      .sql("SELECT pg_advisory_xact_lock(hashtextextended(:key, 0))")
      .param("key", "attachment:" + (place.taskId() == null ? person : place.taskId()))
      .query(row -> {});
  }

  /** Holds the task until the transaction ends, so that it is not over before its file is there. */
  boolean hold(String taskId) {
    return jdbc
      .sql("SELECT 1 FROM act_ru_task WHERE id_ = :id FOR KEY SHARE")
      .param("id", taskId)
      .query(Integer.class)
      .optional()
      .isPresent();
  }

  Used used(Place place, String person) {
    return jdbc
      .sql(
        "SELECT count(*) AS files, coalesce(sum(size), 0) AS bytes FROM attachment WHERE " +
          (place.taskId() == null
            ? "person = :key AND task_id IS NULL AND kept_at IS NULL"
            : "task_id = :key")
      )
      .param("key", place.taskId() == null ? person : place.taskId())
      .query((row, number) -> new Used(row.getInt("files"), row.getLong("bytes")))
      .single();
  }

  void insert(Attachment file, InputStreamSource content) {
    try (InputStream stream = content.getInputStream()) {
      jdbc
        .sql(
          """
          INSERT INTO attachment (id, person, uploaded_by, process_key, task_id, activity_id, instance_id, field, name, type, size,
                                  sha256, content, uploaded_at)
          VALUES (:id, :person, :person, :process, :task, :activity, :instance, :field, :name, :type, :size,
                  :sha256, :content, :at)
          """
        )
        .param("id", file.id())
        .param("person", file.person())
        .param("process", file.place().processKey())
        .param("task", file.place().taskId())
        .param("activity", file.place().activityId())
        .param("instance", file.place().instanceId())
        .param("field", file.field())
        .param("name", file.name())
        .param("type", file.type())
        .param("size", file.size())
        .param("sha256", file.sha256())
        .param(
          "content",
          new SqlParameterValue(Types.BINARY, new SqlBinaryValue(stream, file.size()))
        )
        .param("at", Timestamp.from(file.uploadedAt()))
        .update();
    } catch (IOException e) {
      throw new UncheckedIOException("An uploaded file cannot be read", e);
    }
  }

  Optional<Attachment> find(UUID id) {
    return jdbc
      .sql("SELECT" + COLUMNS + "FROM attachment WHERE id = :id")
      .param("id", id)
      .query(AttachmentRows::read)
      .optional();
  }

  byte[] content(UUID id) {
    return jdbc
      .sql("SELECT content FROM attachment WHERE id = :id")
      .param("id", id)
      .query((row, number) -> row.getBytes("content"))
      .single();
  }

  List<Attachment> ofTask(String taskId) {
    return jdbc
      .sql("SELECT" + COLUMNS + "FROM attachment WHERE task_id = :task ORDER BY uploaded_at, id")
      .param("task", taskId)
      .query(AttachmentRows::read)
      .list();
  }

  List<Attachment> keptBy(String instanceId) {
    return jdbc
      .sql(
        "SELECT" +
          COLUMNS +
          "FROM attachment WHERE instance_id = :instance AND kept_at IS NOT NULL ORDER BY kept_at, uploaded_at, id"
      )
      .param("instance", instanceId)
      .query(AttachmentRows::read)
      .list();
  }

  /** Empty where it is not this person's, not for this field and place, or taken already. */
  Optional<Attachment> keep(
    UUID id,
    Place place,
    String instanceId,
    String field,
    String person,
    Instant now
  ) {
    return jdbc
      .sql(
        """
        UPDATE attachment SET kept_at = :now, instance_id = :instance
        WHERE id = :id AND kept_at IS NULL AND person = :person AND field = :field AND process_key = :process
          AND task_id IS NOT DISTINCT FROM :task
        RETURNING
        """ + COLUMNS
      )
      .param("now", Timestamp.from(now))
      .param("instance", instanceId)
      .param("id", id)
      .param("person", person)
      .param("field", field)
      .param("process", place.processKey())
      .param("task", place.taskId(), Types.VARCHAR)
      .query(AttachmentRows::read)
      .optional();
  }

  void handOver(String taskId, String from, String to) {
    jdbc
      .sql(
        "UPDATE attachment SET person = :to WHERE task_id = :task AND person = :from AND kept_at IS NULL"
      )
      .param("to", to)
      .param("task", taskId)
      .param("from", from)
      .update();
  }

  /** False where it was taken meanwhile. */
  boolean delete(UUID id) {
    return (
      jdbc
        .sql("DELETE FROM attachment WHERE id = :id AND kept_at IS NULL")
        .param("id", id)
        .update() == 1
    );
  }

  List<Attachment> deleteWaiting(String taskId) {
    return jdbc
      .sql("DELETE FROM attachment WHERE task_id = :task AND kept_at IS NULL RETURNING" + COLUMNS)
      .param("task", taskId)
      .query(AttachmentRows::read)
      .list();
  }

  /**
   * Those that no start has taken in time, and those of tasks that are over: of an upload that was on its way when the task ended.
   *
   * @param limit at most so many at once
   */
  List<Attachment> deleteUnused(Instant before, int limit) {
    return jdbc
      .sql(
        """
        DELETE FROM attachment WHERE id IN (
          SELECT a.id FROM attachment a
          WHERE a.kept_at IS NULL
            AND ((a.task_id IS NULL AND a.uploaded_at < :before)
              OR (a.task_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM act_ru_task t WHERE t.id_ = a.task_id)))
          ORDER BY a.uploaded_at LIMIT :limit FOR UPDATE SKIP LOCKED)
        RETURNING
        """ + COLUMNS
      )
      .param("before", Timestamp.from(before))
      .param("limit", limit)
      .query(AttachmentRows::read)
      .list();
  }

  private static Attachment read(ResultSet row, int number) throws SQLException {
    return new Attachment(
      row.getObject("id", UUID.class),
      new Place(
        row.getString("process_key"),
        row.getString("task_id"),
        row.getString("activity_id"),
        row.getString("instance_id")
      ),
      row.getString("person"),
      row.getString("uploaded_by"),
      row.getString("field"),
      row.getString("name"),
      row.getString("type"),
      row.getLong("size"),
      row.getString("sha256"),
      Objects.requireNonNull(Columns.instant(row, "uploaded_at")),
      Columns.instant(row, "kept_at")
    );
  }
}
