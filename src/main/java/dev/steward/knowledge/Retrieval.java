package dev.steward.knowledge;

import dev.steward.audit.AuditEntry;
import dev.steward.audit.AuditTrail;
import dev.steward.knowledge.Retrieved.Found;
import dev.steward.knowledge.Retrieved.Stale;
import dev.steward.process.spi.Labels;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Finds passages: the database names those that the reader may have and how well their words match, and of these the nearest in meaning
 * are given. What was asked, found and withheld is on the trail before anybody sees a passage.
 */
@Component
public class Retrieval {

  /** How many are held against the question's meaning. Of more, those that match in words come first. */
  static final int MOST = 20_000;

  /** What words count beside meaning; measured in docs/benchmarks.md. */
  static final double WORDS = 0.06;

  private final JdbcClient jdbc;
  private final Embeddings embeddings;
  private final Vectors vectors;
  private final AuditTrail audit;
  private final Clock clock;
  private final TransactionTemplate transaction;

  Retrieval(
    JdbcClient jdbc,
    Embeddings embeddings,
    Vectors vectors,
    AuditTrail audit,
    Clock clock,
    TransactionTemplate transaction
  ) {
    this.jdbc = jdbc;
    this.embeddings = embeddings;
    this.vectors = vectors;
    this.audit = audit;
    this.clock = clock;
    this.transaction = transaction;
  }

  /**
   * @param collections the only ones to look in; all where empty
   * @param limit passages at most
   */
  public record Question(String query, List<String> collections, int limit) {
    public Question {
      collections = List.copyOf(collections);
    }
  }

  /**
   * For whom it is on record.
   *
   * @param actor a person's name, {@code agent:<role>} or {@code process:<key>}
   * @param callId of the tool call; null where a person asks
   */
  public record Occasion(
    String actor,
    @Nullable String onBehalfOf,
    @Nullable String processKey,
    @Nullable String instanceId,
    @Nullable String activityId,
    @Nullable String callId
  ) {
    /** Of a person who looks something up. */
    static Occasion of(String person) {
      return new Occasion(person, null, null, null, null, null);
    }
  }

  private record Chosen(
    String collection,
    String key,
    long documentId,
    int version,
    int ordinal,
    String title,
    String heading,
    @Nullable Integer page,
    Instant asOf,
    String text,
    boolean untrusted,
    boolean confidential
  ) {}

  private record Count(String reason, long passages) {}

  /** Outside of a transaction: it commits what goes on record. */
  public Retrieved search(Question question, Reader reader, Occasion occasion) {
    var meaning = embeddings.of(question.query());
    return Objects.requireNonNull(
      transaction.execute(open -> {
        var chosen = chosen(question, reader, meaning);
        var retrieved = new Retrieved(
          chosen.stream().map(Rated::found).toList(),
          query(Boundaries.STALE, question, reader).query(Stale.class).list(),
          withheld(question, reader),
          chosen.stream().map(Rated::labels).reduce(Labels.NONE, Labels::and)
        );
        audit.record(entry(question, reader, occasion, retrieved));
        return retrieved;
      })
    );
  }

  private record Rated(Found found, Labels labels) {}

  private List<Rated> chosen(Question question, Reader reader, float[] meaning) {
    var scores = new LinkedHashMap<Place, Double>();
    ranked(question, reader, meaning, WORDS)
      .stream()
      .limit(question.limit())
      .forEach(scored -> scores.put(scored.place(), scored.score()));
    var places = List.copyOf(scores.keySet());
    return query(Boundaries.CHOSEN, question, reader)
      .param(
        "documents",
        places
          .stream()
          .map(Place::documentId)
          .toArray(Long[]::new)
      )
      .param(
        "versions",
        places
          .stream()
          .map(Place::version)
          .toArray(Integer[]::new)
      )
      .param(
        "ordinals",
        places
          .stream()
          .map(Place::ordinal)
          .toArray(Integer[]::new)
      )
      .query(Chosen.class)
      .list()
      .stream()
      .map(passage ->
        rated(
          passage,
          scores.getOrDefault(
            new Place(passage.documentId(), passage.version(), passage.ordinal()),
            0.0
          )
        )
      )
      .sorted(Comparator.comparingDouble((Rated rated) -> rated.found().score()).reversed())
      .toList();
  }

  /** Where a passage is, and what it comes to. */
  record Scored(Place place, double score) {}

  /** @param words what they count beside meaning, from 0 to 1 */
  List<Scored> ranked(Question question, Reader reader, float[] meaning, double words) {
    var reachable = query(Boundaries.REACHABLE, question, reader)
      .param("limit", MOST)
      .query(Reachable.class)
      .list();
    var vectorsOf = vectors.of(reachable.stream().map(Reachable::place).toList());
    // The first has the highest rank. What a rank comes to depends on how many words the question has.
    double best = reachable.isEmpty()
      ? 0
      : Math.max(reachable.getFirst().rank(), Double.MIN_NORMAL);
    return reachable
      .stream()
      .map(each ->
        new Scored(
          each.place(),
          (words * each.rank()) / best +
            (1 - words) *
              Math.max(
                0,
                Embeddings.nearness(meaning, Objects.requireNonNull(vectorsOf.get(each.place())))
              )
        )
      )
      .sorted(Comparator.comparingDouble(Scored::score).reversed())
      .toList();
  }

  private record Reachable(long documentId, int version, int ordinal, double rank) {
    Place place() {
      return new Place(documentId, version, ordinal);
    }
  }

  private Map<String, Long> withheld(Question question, Reader reader) {
    return query(Boundaries.COUNTS, question, reader)
      .query(Count.class)
      .list()
      .stream()
      .collect(Collectors.toMap(Count::reason, Count::passages));
  }

  private JdbcClient.StatementSpec query(String sql, Question question, Reader reader) {
    return Boundaries.bound(
      jdbc.sql(sql),
      reader,
      question.query(),
      question.collections(),
      clock.instant()
    );
  }

  private static Rated rated(Chosen passage, double score) {
    return new Rated(
      new Found(
        new Citation(
          passage.collection(),
          passage.key(),
          passage.version(),
          passage.ordinal()
        ).toString(),
        passage.title(),
        passage.heading(),
        passage.page(),
        passage.asOf(),
        passage.text(),
        Math.round(score * 1000) / 1000.0
      ),
      new Labels(passage.untrusted(), passage.confidential())
    );
  }

  private static AuditEntry entry(
    Question question,
    Reader reader,
    Occasion occasion,
    Retrieved retrieved
  ) {
    var filters = new LinkedHashMap<String, Object>();
    filters.put("permissions", reader.permissions().stream().sorted().toList());
    filters.put("agent", reader.agent());
    filters.put("process", reader.process());
    filters.put("collections", question.collections());
    var passages = new ArrayList<Map<String, Object>>();
    retrieved
      .passages()
      .forEach(found -> passages.add(Map.of("citation", found.citation(), "score", found.score())));
    var detail = new LinkedHashMap<String, Object>();
    detail.put("callId", occasion.callId());
    detail.put("query", question.query());
    detail.put("filters", filters);
    detail.put("passages", passages);
    detail.put("withheld", retrieved.withheld());
    detail.put("labels", retrieved.labels().names());
    return new AuditEntry(
      "retrieval.made",
      occasion.actor(),
      occasion.onBehalfOf(),
      occasion.processKey(),
      occasion.instanceId(),
      occasion.activityId(),
      null,
      "Retrieved %d passages".formatted(passages.size()),
      detail
    );
  }
}
