package dev.steward.knowledge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.steward.audit.AuditEntry;
import dev.steward.audit.AuditTrail;
import dev.steward.database.TestDatabase;
import dev.steward.knowledge.DocumentCollection.Label;
import dev.steward.knowledge.DocumentRows.Cut;
import dev.steward.knowledge.Retrieved.Found;
import dev.steward.knowledge.document.Block;
import dev.steward.knowledge.document.Passage;
import dev.steward.knowledge.document.ReadDocument;
import dev.steward.process.spi.Labels;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.mockito.ArgumentCaptor;
import org.mockito.Mockito;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.jackson.JacksonAutoConfiguration;
import org.springframework.boot.test.autoconfigure.jdbc.AutoConfigureTestDatabase;
import org.springframework.boot.test.autoconfigure.jdbc.JdbcTest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Nobody retrieves anything outside of their boundaries, whoever they are and whatever collections say. */
@JdbcTest
@AutoConfigureTestDatabase(replace = AutoConfigureTestDatabase.Replace.NONE)
@ImportAutoConfiguration(JacksonAutoConfiguration.class)
@ContextConfiguration(initializers = TestDatabase.class)
class BoundariesTest {

  private static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");
  private static final List<String> PERMISSIONS = List.of("a:read", "b:read", "c:read");
  private static final List<String> AGENTS = List.of("reader", "writer", "checker");
  private static final List<String> PROCESSES = List.of("one", "two");
  private static final Embeddings EMBEDDINGS = new Embeddings();

  @Autowired
  private JdbcClient jdbc;

  @Autowired
  private ObjectMapper json;

  @Autowired
  private PlatformTransactionManager transactions;

  private final AuditTrail audit = mock();

  /** A passage as it was made, in plain words. */
  private record Made(
    DocumentCollection collection,
    String key,
    int ordinal,
    @Nullable String field,
    Instant asOf,
    @Nullable LocalDate validUntil
  ) {
    String citation() {
      return "%s/%s@1#%d".formatted(collection.name(), key, ordinal);
    }

    boolean isFor(Reader reader) {
      return (
        reader.permissions().contains(collection.requires()) &&
        (reader.agent() == null || collection.agents().contains(reader.agent())) &&
        (reader.process() == null || collection.processes().contains(reader.process())) &&
        (field == null || reader.permissions().contains(collection.sensitive().get(field))) &&
        holds()
      );
    }

    private boolean holds() {
      var age = collection.maxAge();
      return (
        (age == null || NOW.isBefore(asOf.plus(age))) &&
        (validUntil == null || NOW.isBefore(after(validUntil))) &&
        (collection.validUntil() == null || NOW.isBefore(after(collection.validUntil())))
      );
    }

    private static Instant after(LocalDate day) {
      return day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    }
  }

  @RepeatedTest(5)
  void givesExactlyWhatIsInsideOfThem(RepetitionInfo repetition) {
    var random = new Random(repetition.getCurrentRepetition());
    var made = made(random);
    var retrieval = retrieval();
    for (int i = 0; i < 60; i++) {
      var reader = reader(random);
      var only = some(
        random,
        made
          .stream()
          .map(each -> each.collection().name())
          .distinct()
          .toList()
      );
      Predicate<Made> asked = each -> only.isEmpty() || only.contains(each.collection().name());

      var found = retrieval.search(
        new Retrieval.Question("the policy", only, 1000),
        reader,
        Retrieval.Occasion.of("somebody")
      );

      var expected = made
        .stream()
        .filter(asked)
        .filter(each -> each.isFor(reader))
        .toList();
      assertThat(found.passages().stream().map(Found::citation))
        .as("%s in %s", reader, only)
        .containsExactlyInAnyOrderElementsOf(expected.stream().map(Made::citation).toList());
      assertThat(found.labels()).isEqualTo(labels(expected));
      long inAll = made.stream().filter(asked).count();
      assertThat(
        found.withheld().values().stream().mapToLong(Long::longValue).sum() +
          found.passages().size()
      ).isEqualTo(inAll);
    }
  }

  @Test
  void putsOnRecordWhatWasWithheldAndWhy() {
    var made = made(new Random(7));
    var reader = new Reader(Set.of("a:read"), "reader", "one");

    var found = retrieval().search(
      new Retrieval.Question("the policy", List.of(), 3),
      reader,
      new Retrieval.Occasion("agent:reader", "app", "one", "i-1", "read", "call-1")
    );

    var recorded = ArgumentCaptor.forClass(AuditEntry.class);
    Mockito.verify(audit).record(recorded.capture());
    var entry = recorded.getValue();
    assertThat(entry.type()).isEqualTo("retrieval.made");
    assertThat(entry.actor()).isEqualTo("agent:reader");
    assertThat(entry.onBehalfOf()).isEqualTo("app");
    assertThat(entry.detail().get("query")).isEqualTo("the policy");
    assertThat(entry.detail().get("withheld")).isEqualTo(found.withheld());
    assertThat(found.withheld().get("permission")).isEqualTo(
      made
        .stream()
        .filter(each -> !each.collection().requires().equals("a:read"))
        .count()
    );
  }

  private Retrieval retrieval() {
    return new Retrieval(
      jdbc,
      EMBEDDINGS,
      new Vectors(jdbc),
      audit,
      Clock.fixed(NOW, ZoneOffset.UTC),
      new TransactionTemplate(transactions)
    );
  }

  private List<Made> made(Random random) {
    var clock = Clock.fixed(NOW, ZoneOffset.UTC);
    var rows = new DocumentRows(jdbc, clock);
    var collections = new ArrayList<DocumentCollection>();
    for (int i = 0; i < 6; i++) {
      collections.add(collection(random, "collection-" + i));
    }
    new CollectionRows(jdbc, json, clock).takeOver(collections);
    var made = new ArrayList<Made>();
    for (var collection : collections) {
      for (int i = 0; i < 4; i++) {
        made.addAll(document(random, rows, collection, "document-" + i + ".md"));
      }
    }
    return made;
  }

  private static List<Made> document(
    Random random,
    DocumentRows rows,
    DocumentCollection collection,
    String key
  ) {
    // On the very edge, too.
    var asOf = NOW.minus(Duration.ofDays(random.nextInt(8, 13)));
    var until = random.nextBoolean() ? null : LocalDate.of(2026, 2, 26 + random.nextInt(3));
    var fields = new ArrayList<@Nullable String>();
    fields.add(null);
    fields.addAll(collection.sensitive().keySet());
    var text = "The policy says so.";
    var cuts = fields
      .stream()
      .map(field ->
        new Cut(new Passage(0, text.length(), "", null, field), text, EMBEDDINGS.of(text))
      )
      .toList();
    rows.replace(
      collection,
      new Source.Item(key, "digest", () -> {
        throw new IllegalStateException();
      }),
      new Source.Content(
        new ReadDocument(
          "text/markdown",
          "",
          text,
          List.of(new Block(0, text.length(), 0, null)),
          asOf,
          until == null ? null : until.atStartOfDay(ZoneOffset.UTC).toInstant()
        ),
        NOW,
        Map.of()
      ),
      cuts
    );
    var made = new ArrayList<Made>();
    for (int i = 0; i < fields.size(); i++) {
      made.add(new Made(collection, key, i + 1, fields.get(i), asOf, until));
    }
    return made;
  }

  private static DocumentCollection collection(Random random, String name) {
    return new DocumentCollection(
      name,
      name,
      "Made up",
      "somebody",
      "nobody",
      "english",
      PERMISSIONS.get(random.nextInt(PERMISSIONS.size())),
      some(random, AGENTS),
      some(random, PROCESSES),
      some(random, List.of(Label.values())),
      random.nextBoolean() ? null : Duration.ofDays(10),
      random.nextInt(3) > 0 ? null : LocalDate.of(2026, 2, 27 + random.nextInt(2)),
      some(random, List.of("salary", "health"))
        .stream()
        .collect(
          Collectors.toMap(
            field -> field,
            field -> PERMISSIONS.get(random.nextInt(PERMISSIONS.size())),
            (one, other) -> one,
            TreeMap::new
          )
        ),
      null
    );
  }

  private static Reader reader(Random random) {
    return new Reader(
      Set.copyOf(some(random, PERMISSIONS)),
      random.nextInt(4) == 0 ? null : AGENTS.get(random.nextInt(AGENTS.size())),
      random.nextInt(4) == 0 ? null : PROCESSES.get(random.nextInt(PROCESSES.size()))
    );
  }

  private static <T> List<T> some(Random random, List<T> all) {
    return all
      .stream()
      .filter(each -> random.nextInt(3) > 0)
      .toList();
  }

  private static Labels labels(List<Made> made) {
    return made
      .stream()
      .map(each -> each.collection().labels())
      .map(labels ->
        new Labels(labels.contains(Label.UNTRUSTED), labels.contains(Label.CONFIDENTIAL))
      )
      .reduce(Labels.NONE, Labels::and);
  }
}
