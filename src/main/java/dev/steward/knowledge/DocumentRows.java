package dev.steward.knowledge;

import dev.steward.knowledge.document.Passage;
import io.swagger.v3.oas.annotations.media.Schema;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What has been taken in of each document. */
@Component
class DocumentRows {

  private final JdbcClient jdbc;
  private final Clock clock;

  DocumentRows(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /** @param shape of the version in force; null where there is none */
  record Known(long id, String key, String seenDigest, @Nullable String shape, boolean failed) {
    boolean is(Source.Item item, String shapeNow) {
      return seenDigest.equals(item.digest()) && (failed || shapeNow.equals(shape));
    }
  }

  /** @param text as models read it */
  record Cut(Passage passage, String text, float[] embedding) {}

  /** @param holdsUntil the end of the day on which it ceases to hold; null for one that holds for ever */
  @Schema(name = "KnowledgeDocument")
  record DocumentRow(
    String key,
    @Nullable Integer version,
    @Nullable String title,
    @Nullable String mediaType,
    @Nullable Instant asOf,
    @Nullable Instant holdsUntil,
    boolean stale,
    @Nullable Instant ingestedAt,
    long passages,
    @Nullable String failure,
    @Nullable Instant failedAt
  ) {}

  Map<String, Known> known(DocumentCollection collection) {
    return jdbc
      .sql(
        """
        SELECT d.id, d.key, d.seen_digest, v.shape, d.failure IS NOT NULL AS failed FROM knowledge_document d
        LEFT JOIN knowledge_version v ON v.document_id = d.id AND v.version = d.version
        WHERE d.collection = :collection AND (d.version IS NOT NULL OR d.failure IS NOT NULL)
        """
      )
      .param("collection", collection.name())
      .query(Known.class)
      .list()
      .stream()
      .collect(Collectors.toMap(Known::key, Function.identity()));
  }

  /** In the caller's transaction: the new version takes the place of the one before, as a whole. */
  int replace(
    DocumentCollection collection,
    Source.Item item,
    Source.Content content,
    List<Cut> passages
  ) {
    long id = document(collection, item);
    int version = nextVersion(id);
    var document = content.document();
    var asOf = document.asOf();
    jdbc
      .sql(
        """
        INSERT INTO knowledge_version (document_id, version, title, digest, shape, media_type, as_of, valid_until, ingested_at)
        VALUES (:id, :version, :title, :digest, :shape, :type, :asOf, :until, :now)
        """
      )
      .param("id", id)
      .param("version", version)
      .param("title", title(item, document.title()))
      .param("digest", item.digest())
      .param("shape", collection.shape())
      .param("type", document.mediaType())
      .param("asOf", Timestamp.from(asOf == null ? content.changedAt() : asOf))
      .param("until", lastDay(document.validUntil()))
      .param("now", now())
      .update();
    withdraw(id);
    for (int ordinal = 0; ordinal < passages.size(); ordinal++) {
      insert(collection, id, version, ordinal + 1, passages.get(ordinal), item, document.title());
    }
    jdbc
      .sql(
        "UPDATE knowledge_document SET version = :version, failure = NULL, failed_at = NULL WHERE id = :id"
      )
      .param("version", version)
      .param("id", id)
      .update();
    return version;
  }

  /** What could be read before is not retrieved either: it is not what the source says now. */
  void fail(DocumentCollection collection, Source.Item item, String reason) {
    long id = document(collection, item);
    withdraw(id);
    jdbc
      .sql(
        "UPDATE knowledge_document SET version = NULL, failure = :reason, failed_at = :now WHERE id = :id"
      )
      .param("reason", reason)
      .param("now", now())
      .param("id", id)
      .update();
  }

  /** What was cited of it can still be read. */
  void remove(long id) {
    withdraw(id);
    jdbc
      .sql(
        "UPDATE knowledge_document SET version = NULL, failure = NULL, failed_at = NULL, seen_digest = '' WHERE id = :id"
      )
      .param("id", id)
      .update();
  }

  List<DocumentRow> of(String collection, @Nullable String after, int limit) {
    return jdbc
      .sql(
        """
        SELECT d.key, d.version, v.title, v.media_type, v.as_of, v.ingested_at, d.failure, d.failed_at,
          least(c.valid_until, v.valid_until, v.as_of + make_interval(secs => c.max_age_s)) AS holds_until,
          coalesce(least(c.valid_until, v.valid_until, v.as_of + make_interval(secs => c.max_age_s)) <= :now, false) AS stale,
          (SELECT count(*) FROM knowledge_passage p WHERE p.document_id = d.id AND p.in_force) AS passages
        FROM knowledge_document d JOIN knowledge_collection c ON c.name = d.collection
        LEFT JOIN knowledge_version v ON v.document_id = d.id AND v.version = d.version
        WHERE d.collection = :collection AND (d.version IS NOT NULL OR d.failure IS NOT NULL) AND d.key > :after
        ORDER BY d.key LIMIT :limit
        """
      )
      .param("collection", collection)
      .param("now", now())
      .param("after", Optional.ofNullable(after).orElse(""))
      .param("limit", limit)
      .query(DocumentRow.class)
      .list();
  }

  private long document(DocumentCollection collection, Source.Item item) {
    return jdbc
      .sql(
        """
        INSERT INTO knowledge_document (collection, key, seen_digest) VALUES (:collection, :key, :digest)
        ON CONFLICT (collection, key) DO UPDATE SET seen_digest = excluded.seen_digest RETURNING id
        """
      )
      .param("collection", collection.name())
      .param("key", item.key())
      .param("digest", item.digest())
      .query(Long.class)
      .single();
  }

  private int nextVersion(long id) {
    return jdbc
      .sql("SELECT coalesce(max(version), 0) + 1 FROM knowledge_version WHERE document_id = :id")
      .param("id", id)
      .query(Integer.class)
      .single();
  }

  private void withdraw(long id) {
    jdbc
      .sql("UPDATE knowledge_passage SET in_force = false WHERE document_id = :id AND in_force")
      .param("id", id)
      .update();
  }

  private void insert(
    DocumentCollection collection,
    long id,
    int version,
    int ordinal,
    Cut cut,
    Source.Item item,
    String title
  ) {
    var passage = cut.passage();
    jdbc
      .sql(
        """
        INSERT INTO knowledge_passage (document_id, version, ordinal, in_force, field, heading, page, begins_at, ends_at, text,
          search, embedding)
        VALUES (:id, :version, :ordinal, true, :field, :heading, :page, :begins, :ends, :text,
          setweight(to_tsvector(:language::regconfig, :title), 'B') || setweight(to_tsvector(:language::regconfig, :heading), 'A')
            || to_tsvector(:language::regconfig, :text), :embedding)
        """
      )
      .param("id", id)
      .param("version", version)
      .param("ordinal", ordinal)
      .param("field", passage.field())
      .param("heading", passage.heading())
      .param("page", passage.page())
      .param("begins", passage.begins())
      .param("ends", passage.ends())
      .param("text", cut.text())
      .param("language", collection.language())
      .param("title", title(item, title))
      .param("embedding", Embeddings.bytes(cut.embedding()))
      .update();
  }

  static String title(Source.Item item, String stated) {
    return stated.isBlank() ? item.key() : stated;
  }

  /** It says the last day on which it holds. */
  private static @Nullable Timestamp lastDay(@Nullable Instant day) {
    return day == null ? null : Timestamp.from(day.plus(Duration.ofDays(1)));
  }

  private Timestamp now() {
    return Timestamp.from(clock.instant());
  }
}
