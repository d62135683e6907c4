package dev.steward.knowledge;

import dev.steward.json.CanonicalJson;
import dev.steward.knowledge.document.DocumentReader;
import dev.steward.knowledge.document.UnreadableDocumentException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What people have handed in. Their keys begin with {@value #PREFIX}. */
@Component
class UploadSource implements Source {

  static final String PREFIX = "uploads/";

  private final JdbcClient jdbc;
  private final DocumentReader reader;
  private final Clock clock;

  UploadSource(JdbcClient jdbc, DocumentReader reader, Clock clock) {
    this.jdbc = jdbc;
    this.reader = reader;
    this.clock = clock;
  }

  private record Row(String key, String digest, Instant uploadedAt) {}

  @Override
  public boolean provides(DocumentCollection collection) {
    return collection.database() == null;
  }

  @Override
  public List<Item> items(DocumentCollection collection) {
    return jdbc
      .sql(
        "SELECT key, digest, uploaded_at FROM knowledge_upload WHERE collection = :collection ORDER BY key"
      )
      .param("collection", collection.name())
      .query(Row.class)
      .list()
      .stream()
      .map(row -> new Item(row.key(), row.digest(), () -> content(collection, row)))
      .toList();
  }

  /** Takes the place of what was handed in under the same name. */
  void store(DocumentCollection collection, String name, byte[] content, String by) {
    jdbc
      .sql(
        """
        INSERT INTO knowledge_upload (collection, key, content, digest, uploaded_by, uploaded_at)
        VALUES (:collection, :key, :content, :digest, :by, :now)
        ON CONFLICT (collection, key) DO UPDATE SET content = excluded.content, digest = excluded.digest,
          uploaded_by = excluded.uploaded_by, uploaded_at = excluded.uploaded_at
        """
      )
      .param("collection", collection.name())
      .param("key", PREFIX + name)
      .param("content", content)
      .param("digest", CanonicalJson.sha256(content))
      .param("by", by)
      .param("now", Timestamp.from(clock.instant()))
      .update();
  }

  boolean remove(DocumentCollection collection, String key) {
    return (
      jdbc
        .sql("DELETE FROM knowledge_upload WHERE collection = :collection AND key = :key")
        .param("collection", collection.name())
        .param("key", key)
        .update() > 0
    );
  }

  private Content content(DocumentCollection collection, Row row)
    throws UnreadableDocumentException {
    var content = jdbc
      .sql("SELECT content FROM knowledge_upload WHERE collection = :collection AND key = :key")
      .param("collection", collection.name())
      .param("key", row.key())
      .query(byte[].class)
      .optional();
    if (content.isEmpty()) {
      throw new UnreadableDocumentException("it has been removed meanwhile");
    }
    var name = row.key().substring(PREFIX.length());
    return new Content(reader.read(name, content.get()), row.uploadedAt(), Map.of());
  }
}
