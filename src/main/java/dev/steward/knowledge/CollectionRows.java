package dev.steward.knowledge;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.steward.knowledge.DocumentCollection.Label;
import io.swagger.v3.oas.annotations.media.Schema;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
class CollectionRows {

  private final JdbcClient jdbc;
  private final ObjectMapper json;
  private final Clock clock;

  CollectionRows(JdbcClient jdbc, ObjectMapper json, Clock clock) {
    this.jdbc = jdbc;
    this.json = json;
    this.clock = clock;
  }

  /**
   * How a collection stands.
   *
   * @param stale documents of which nothing is retrieved any more
   * @param failed documents that could not be read as they are now
   */
  @Schema(name = "KnowledgeStanding")
  record Standing(
    String name,
    long documents,
    long passages,
    long stale,
    long failed,
    @Nullable Instant startedAt,
    @Nullable Instant endedAt,
    @Nullable Long total,
    @Nullable Long done,
    @Nullable String failure
  ) {}

  /** Makes them the collections there are, at the start of each node. */
  void takeOver(Collection<DocumentCollection> all) {
    all.forEach(this::store);
    jdbc
      .sql("UPDATE knowledge_collection SET withdrawn = true WHERE NOT (name = ANY (:names))")
      .param(
        "names",
        all
          .stream()
          .map(DocumentCollection::name)
          .toArray(String[]::new)
      )
      .update();
  }

  private void store(DocumentCollection collection) {
    jdbc
      .sql(
        """
        INSERT INTO knowledge_collection (name, title, description, owner, source_of_truth, language, requires, agents, processes,
          untrusted, confidential, max_age_s, valid_until, sensitive, shape)
        VALUES (:name, :title, :description, :owner, :source, :language::regconfig, :requires, :agents, :processes,
          :untrusted, :confidential, :age, :until, :sensitive::jsonb, :shape)
        ON CONFLICT (name) DO UPDATE SET title = excluded.title, description = excluded.description, owner = excluded.owner,
          source_of_truth = excluded.source_of_truth, language = excluded.language, requires = excluded.requires,
          agents = excluded.agents, processes = excluded.processes, untrusted = excluded.untrusted,
          confidential = excluded.confidential, max_age_s = excluded.max_age_s, valid_until = excluded.valid_until,
          sensitive = excluded.sensitive, shape = excluded.shape, withdrawn = false
        """
      )
      .param("name", collection.name())
      .param("title", collection.title())
      .param("description", collection.description())
      .param("owner", collection.owner())
      .param("source", collection.sourceOfTruth())
      .param("language", collection.language())
      .param("requires", collection.requires())
      .param("agents", collection.agents().toArray(String[]::new))
      .param("processes", collection.processes().toArray(String[]::new))
      .param("untrusted", collection.labels().contains(Label.UNTRUSTED))
      .param("confidential", collection.labels().contains(Label.CONFIDENTIAL))
      .param("age", collection.maxAge() == null ? null : collection.maxAge().toSeconds())
      .param("until", endOf(collection.validUntil()))
      .param("sensitive", json.valueToTree(collection.sensitive()).toString())
      .param("shape", collection.shape())
      .update();
  }

  List<Standing> standings() {
    return jdbc
      .sql(
        """
        SELECT c.name, i.started_at, i.ended_at, i.total, i.done, i.failure,
          (SELECT count(*) FROM knowledge_document d WHERE d.collection = c.name AND d.version IS NOT NULL) AS documents,
          (SELECT count(*) FROM knowledge_document d JOIN knowledge_passage p ON p.document_id = d.id
             WHERE d.collection = c.name AND p.in_force) AS passages,
          (SELECT count(*) FROM knowledge_document d JOIN knowledge_version v ON v.document_id = d.id AND v.version = d.version
             WHERE d.collection = c.name AND least(c.valid_until, v.valid_until, v.as_of + make_interval(secs => c.max_age_s)) <= :now)
             AS stale,
          (SELECT count(*) FROM knowledge_document d WHERE d.collection = c.name AND d.failure IS NOT NULL) AS failed
        FROM knowledge_collection c LEFT JOIN knowledge_ingestion i ON i.collection = c.name
        WHERE NOT c.withdrawn ORDER BY c.name
        """
      )
      .param("now", Timestamp.from(clock.instant()))
      .query(Standing.class)
      .list();
  }

  /** The moment at which the day is over. */
  static @Nullable Timestamp endOf(@Nullable LocalDate day) {
    return day == null
      ? null
      : Timestamp.from(day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant());
  }
}
