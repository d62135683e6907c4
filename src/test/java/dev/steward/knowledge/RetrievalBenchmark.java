package dev.steward.knowledge;

import static org.mockito.Mockito.mock;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.steward.audit.AuditTrail;
import dev.steward.database.TestDatabase;
import dev.steward.knowledge.DocumentRows.Cut;
import dev.steward.knowledge.document.Block;
import dev.steward.knowledge.document.Passage;
import dev.steward.knowledge.document.ReadDocument;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.jackson.JacksonAutoConfiguration;
import org.springframework.boot.test.autoconfigure.jdbc.AutoConfigureTestDatabase;
import org.springframework.boot.test.autoconfigure.jdbc.JdbcTest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/** How long a retrieval takes among 10,000 passages that the reader may all have, without the trail, and how fast texts are placed by meaning. */
@JdbcTest
@AutoConfigureTestDatabase(replace = AutoConfigureTestDatabase.Replace.NONE)
@ImportAutoConfiguration(JacksonAutoConfiguration.class)
@ContextConfiguration(initializers = TestDatabase.class)
@Transactional(propagation = Propagation.NOT_SUPPORTED)
class RetrievalBenchmark {

  private static final int PASSAGES = 10_000;
  private static final int PER_DOCUMENT = 50;
  private static final int WARM_UP = 20;
  private static final int QUESTIONS = 200;
  private static final int TRIALS = 3;

  @Autowired
  private JdbcClient jdbc;

  @Autowired
  private ObjectMapper json;

  @Autowired
  private PlatformTransactionManager transactions;

  private final Embeddings embeddings = new Embeddings();
  private final StringBuilder report = new StringBuilder();

  @Test
  void measure() throws Exception {
    var texts = texts();
    embeddings.of("warm up");
    long begun = System.nanoTime();
    var vectors = embeddings.of(texts);
    double seconds = (System.nanoTime() - begun) / 1e9;
    line("%d texts placed by meaning: %.0f a second", texts.size(), texts.size() / seconds);
    fill(texts, vectors);
    jdbc.sql("ANALYZE").update();
    for (int trial = 1; trial <= TRIALS; trial++) {
      var retrieval = retrieval();
      line("trial %d, first %.0f ms", trial, ask(retrieval, texts, 0));
      for (int i = 0; i < WARM_UP; i++) {
        ask(retrieval, texts, i);
      }
      var times = new double[QUESTIONS];
      for (int i = 0; i < QUESTIONS; i++) {
        times[i] = ask(retrieval, texts, i);
      }
      Arrays.sort(times);
      line(
        "trial %d, p50 %.1f ms, p95 %.1f ms",
        trial,
        times[QUESTIONS / 2],
        times[(QUESTIONS * 95) / 100]
      );
    }
    Files.writeString(Path.of("target/retrieval-benchmark.txt"), report);
  }

  private double ask(Retrieval retrieval, List<String> texts, int number) {
    var text = texts.get(number % texts.size());
    long begun = System.nanoTime();
    retrieval.search(
      new Retrieval.Question(text.substring(0, Math.min(60, text.length())) + number, List.of(), 5),
      new Reader(Set.of("a:read"), "reader", "process"),
      Retrieval.Occasion.of("benchmark")
    );
    return (System.nanoTime() - begun) / 1e6;
  }

  /** The paragraphs of the sample collections. */
  private static List<String> texts() throws Exception {
    var texts = new ArrayList<String>();
    try (var files = Files.walk(Path.of("knowledge"))) {
      for (var file : files
        .filter(path -> path.toString().endsWith(".md"))
        .sorted()
        .toList()) {
        Arrays.stream(Files.readString(file).split("\\R\\R"))
          .filter(paragraph -> paragraph.length() > 60)
          .forEach(texts::add);
      }
    }
    return texts;
  }

  private void fill(List<String> texts, List<float[]> vectors) {
    var clock = Clock.systemUTC();
    var collection = new DocumentCollection(
      "benchmark",
      "Benchmark",
      "Many",
      "operations",
      "nobody",
      "english",
      "a:read",
      List.of("reader"),
      List.of("process"),
      List.of(),
      Duration.ofDays(365),
      null,
      Map.of(),
      null
    );
    new CollectionRows(jdbc, json, clock).takeOver(List.of(collection));
    var rows = new DocumentRows(jdbc, clock);
    for (int document = 0; document < PASSAGES / PER_DOCUMENT; document++) {
      var cuts = new ArrayList<Cut>();
      for (int i = 0; i < PER_DOCUMENT; i++) {
        int which = (document * PER_DOCUMENT + i) % texts.size();
        var text = texts.get(which) + " Case " + document + "-" + i + ".";
        cuts.add(
          new Cut(new Passage(0, text.length(), "Heading", null, null), text, vectors.get(which))
        );
      }
      var text = "Many.";
      rows.replace(
        collection,
        new Source.Item("document-" + document, "digest", () -> {
          throw new IllegalStateException();
        }),
        new Source.Content(
          new ReadDocument("text/plain", "", text, List.of(new Block(0, 5, 0, null)), null, null),
          Instant.now(),
          Map.of()
        ),
        cuts
      );
    }
  }

  private Retrieval retrieval() {
    return new Retrieval(
      jdbc,
      embeddings,
      new Vectors(jdbc),
      mock(AuditTrail.class),
      Clock.systemUTC(),
      new TransactionTemplate(transactions)
    );
  }

  private void line(String format, Object... values) {
    report.append(format.formatted(values)).append('\n');
  }
}
