package dev.steward.knowledge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.steward.audit.AuditTrail;
import dev.steward.database.TestDatabase;
import dev.steward.knowledge.DocumentCollection.Database;
import dev.steward.knowledge.Source.Content;
import dev.steward.knowledge.Source.Item;
import dev.steward.knowledge.Source.SourceUnavailableException;
import dev.steward.knowledge.document.Block;
import dev.steward.knowledge.document.ReadDocument;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.jackson.JacksonAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.DataSourceProperties;
import org.springframework.boot.test.autoconfigure.jdbc.AutoConfigureTestDatabase;
import org.springframework.boot.test.autoconfigure.jdbc.JdbcTest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/** What is taken in, when something goes wrong in between, and from another database. */
@JdbcTest
@AutoConfigureTestDatabase(replace = AutoConfigureTestDatabase.Replace.NONE)
@ImportAutoConfiguration(JacksonAutoConfiguration.class)
@ContextConfiguration(initializers = TestDatabase.class)
@Transactional(propagation = Propagation.NOT_SUPPORTED)
class IngestionTest {

  private static final Embeddings EMBEDDINGS = new Embeddings();

  @Autowired
  private JdbcClient jdbc;

  @Autowired
  private ObjectMapper json;

  @Autowired
  private DataSource dataSource;

  @Autowired
  private DataSourceProperties settings;

  @Autowired
  private PlatformTransactionManager transactions;

  private final Clock clock = Clock.systemUTC();
  private final Given given = new Given();

  /** A source whose documents are here, and which notes down which of them are read. */
  private static final class Given implements Source {

    private final Map<String, String> documents = new LinkedHashMap<>();
    private final List<String> read = new ArrayList<>();
    private @Nullable String crashesAt;
    private boolean away;

    @Override
    public boolean provides(DocumentCollection collection) {
      return collection.database() == null;
    }

    @Override
    public List<Item> items(DocumentCollection collection) {
      if (away) {
        throw new SourceUnavailableException("It is away", null);
      }
      return documents
        .entrySet()
        .stream()
        .map(each ->
          new Item(each.getKey(), each.getValue(), () -> content(each.getKey(), each.getValue()))
        )
        .toList();
    }

    private Content content(String key, String text) {
      if (key.equals(crashesAt)) {
        throw new OutOfMemoryError("as if it were killed");
      }
      read.add(key);
      return new Content(
        new ReadDocument(
          "text/plain",
          "",
          text,
          List.of(new Block(0, text.length(), 0, null)),
          null,
          null
        ),
        Instant.now(),
        Map.of()
      );
    }
  }

  @Test
  void goesOnWhereItWasWhenItIsKilled() {
    var collection = collection(null);
    given.documents.putAll(Map.of("a", "One.", "b", "Two.", "c", "Three."));
    given.crashesAt = List.copyOf(given.documents.keySet()).get(2);

    assertThatThrownBy(() -> ingestion(given).run(collection, "system")).isInstanceOf(
      OutOfMemoryError.class
    );
    assertThat(inForce(collection)).hasSize(2);
    assertThat(given.read).hasSize(2);

    given.crashesAt = null;
    assertThat(ingestion(given).run(collection, "system")).isTrue();
    assertThat(inForce(collection)).containsExactly("a 1 One.", "b 1 Two.", "c 1 Three.");
    // The first two were not read again.
    assertThat(given.read).hasSize(3);
  }

  @Test
  void takesUpWhatChangedAndLetsGoOfWhatIsGone() {
    var collection = collection(null);
    given.documents.putAll(Map.of("a", "One.", "b", "Two."));
    ingestion(given).run(collection, "system");

    given.documents.put("a", "Another.");
    given.documents.remove("b");
    ingestion(given).run(collection, "system");

    assertThat(inForce(collection)).containsExactly("a 2 Another.");
    // What was cited can still be read.
    assertThat(
      jdbc
        .sql(
          "SELECT p.text FROM knowledge_passage p JOIN knowledge_document d ON d.id = p.document_id WHERE d.collection = ? AND NOT p.in_force"
        )
        .param(collection.name())
        .query(String.class)
        .list()
    ).containsExactlyInAnyOrder("One.", "Two.");
  }

  @Test
  void removesNothingWhileASourceIsAway() {
    var collection = collection(null);
    given.documents.put("a", "One.");
    ingestion(given).run(collection, "system");

    given.away = true;
    ingestion(given).run(collection, "system");

    assertThat(inForce(collection)).containsExactly("a 1 One.");
    assertThat(
      jdbc
        .sql("SELECT failure FROM knowledge_ingestion WHERE collection = ?")
        .param(collection.name())
        .query(String.class)
        .single()
    ).isEqualTo("It is away");
  }

  @Test
  void isDoneByOneNodeAtATime() throws Exception {
    var collection = collection(null);
    var begun = new CountDownLatch(1);
    var goOn = new CountDownLatch(1);
    var slow = new Source() {
      @Override
      public boolean provides(DocumentCollection any) {
        return true;
      }

      @Override
      public List<Item> items(DocumentCollection any) {
        begun.countDown();
        try {
          goOn.await();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
        return List.of();
      }
    };
    var first = Thread.ofVirtual().start(() -> ingestion(slow).run(collection, "system"));
    begun.await();

    assertThat(ingestion(given).run(collection, "system")).isFalse();

    goOn.countDown();
    first.join();
    assertThat(ingestion(given).run(collection, "system")).isTrue();
  }

  @Test
  void takesRowsOfAnotherDatabaseAndKeepsSensitiveColumnsApart() {
    jdbc
      .sql(
        "CREATE TABLE IF NOT EXISTS test_supplier (id int PRIMARY KEY, name text, terms text, credit text, changed_at timestamptz)"
      )
      .update();
    jdbc.sql("DELETE FROM test_supplier").update();
    jdbc
      .sql(
        "INSERT INTO test_supplier VALUES (1, 'Northgate', '30 days', '5000', '2026-01-01Z'), (2, 'Harbour', '14 days', NULL, '2026-01-02Z')"
      )
      .update();
    var collection = collection(
      new Database(
        "erp",
        "SELECT id, name, terms, credit, changed_at FROM test_supplier ORDER BY id",
        "id",
        "name",
        "changed_at"
      )
    );
    var source = new DatabaseSource(
      new KnowledgeProperties(
        Path.of("nowhere"),
        Duration.ZERO,
        Duration.ZERO,
        Map.of(
          "erp",
          new KnowledgeProperties.Connection(
            String.valueOf(settings.getUrl()),
            settings.getUsername(),
            settings.getPassword()
          )
        )
      ),
      json,
      clock
    );
    try {
      ingestion(source).run(collection, "system");
      assertThat(inForce(collection)).anyMatch(row -> row.contains("terms: 30 days"));
      assertThat(fields(collection)).containsExactly("credit: credit: 5000");
      assertThat(inForce(collection))
        .filteredOn(row -> row.contains("Northgate"))
        .noneMatch(row -> row.contains("5000"));

      jdbc.sql("UPDATE test_supplier SET terms = '10 days' WHERE id = 2").update();
      jdbc.sql("DELETE FROM test_supplier WHERE id = 1").update();
      ingestion(source).run(collection, "system");
      assertThat(inForce(collection))
        .singleElement()
        .asString()
        .startsWith("2 2 ")
        .contains("10 days");
    } finally {
      source.close();
    }
  }

  private Ingestion ingestion(Source source) {
    return new Ingestion(
      List.of(source),
      new DocumentRows(jdbc, clock),
      new IngestionRows(jdbc, clock),
      EMBEDDINGS,
      mock(AuditTrail.class),
      dataSource,
      new TransactionTemplate(transactions)
    );
  }

  private DocumentCollection collection(@Nullable Database database) {
    var collection = new DocumentCollection(
      "test-" + UUID.randomUUID(),
      "A test",
      "For tests",
      "operations",
      "nobody",
      "english",
      "a:read",
      List.of(),
      List.of(),
      List.of(),
      null,
      null,
      Map.of("credit", "b:read"),
      database
    );
    new CollectionRows(jdbc, json, clock).takeOver(List.of(collection));
    return collection;
  }

  /** As key, version and text. */
  private List<String> inForce(DocumentCollection collection) {
    return jdbc
      .sql(
        """
        SELECT d.key || ' ' || p.version || ' ' || p.text FROM knowledge_passage p JOIN knowledge_document d ON d.id = p.document_id
        WHERE d.collection = ? AND p.in_force AND p.field IS NULL ORDER BY d.key, p.ordinal
        """
      )
      .param(collection.name())
      .query(String.class)
      .list();
  }

  private List<String> fields(DocumentCollection collection) {
    return jdbc
      .sql(
        """
        SELECT p.field || ': ' || p.text FROM knowledge_passage p JOIN knowledge_document d ON d.id = p.document_id
        WHERE d.collection = ? AND p.in_force AND p.field IS NOT NULL ORDER BY 1
        """
      )
      .param(collection.name())
      .query(String.class)
      .list();
  }
}
