package dev.steward.benchmark;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.steward.database.DurableServer;
import dev.steward.testing.Api;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** How soon an agent goes on after a person has approved its tool call: the call itself, then the next model call. */
class DecisionBenchmark {

  private static final int AT_ONCE = 20;
  private static final Duration PAUSE = Duration.ofMillis(200);

  private final Options options = Options.read();

  /** @param run the marker by which the stub knows it */
  private record Review(String task, String run) {}

  private record Decided(String run, double sentAt, double answeredAt) {}

  @Test
  void measureDecisions() throws Exception {
    assumeTrue(options.parts().contains("decision"));
    try (var bench = Bench.open()) {
      var report = bench.report("decision", "From a decision to the next model call");
      var database = bench.server().create("decision");
      try (var steward = Steward.start(database, bench.stub(), options)) {
        steward.run(options.warmUp());
        for (int trial = 1; trial <= options.trials(); trial++) {
          measure(steward, database, bench, report);
        }
      }
    }
  }

  private void measure(Steward steward, DurableServer.Database database, Bench bench, Report report)
    throws Exception {
    bench.stub().reset();
    var began = Instant.now();
    steward.startAll(Definitions.ASKING, options.decisions());
    report.add("one after the other", decide(1, 1, steward, began, database, bench));
    report.add(AT_ONCE + " at once", decide(2, AT_ONCE, steward, began, database, bench));
    try (var connection = database.connect(); var statement = connection.createStatement()) {
      // The third reviews stay open; the next trial must not take them for its own.
      statement.execute("UPDATE act_ru_task SET create_time_ = '2000-01-01'");
    }
  }

  /** @param round of reviews: every run asks before each of its tool calls */
  private Map<String, Double> decide(
    int round,
    int atOnce,
    Steward steward,
    Instant began,
    DurableServer.Database database,
    Bench bench
  ) throws Exception {
    steward.awaitCount(
      "SELECT count(*) FROM act_ru_task WHERE create_time_ >= ?",
      began,
      options.decisions()
    );
    var before = bench.meter().read(steward.processId(), database.name());
    var decided = decideAll(steward.as("operator"), reviews(began, database), atOnce);
    Thread.sleep(Stub.DELAY);
    var used = bench.meter().read(steward.processId(), database.name()).since(before);
    return figures(round, decided, bench.stub().calls(), used);
  }

  private static List<Decided> decideAll(Api operator, List<Review> reviews, int atOnce)
    throws Exception {
    try (var people = Executors.newFixedThreadPool(atOnce)) {
      var decisions = new ArrayList<Future<Decided>>();
      for (var review : reviews) {
        decisions.add(people.submit((Callable<Decided>) () -> decide(operator, review)));
      }
      var decided = new ArrayList<Decided>();
      for (var decision : decisions) {
        decided.add(decision.get());
      }
      return decided;
    }
  }

  private static Decided decide(Api operator, Review review) throws InterruptedException {
    double sent = now();
    operator
      .post("/api/tasks/" + review.task() + "/decision", Map.of("decision", "approve"))
      .expect(204);
    double answered = now();
    // A person who decides one after the other, not a machine: each run can go on before the next decision.
    Thread.sleep(PAUSE);
    return new Decided(review.run(), sent, answered);
  }

  private static Map<String, Double> figures(
    int round,
    List<Decided> decided,
    JsonNode calls,
    Meter.Reading used
  ) {
    var fromRequest = Percentiles.of(
      decided
        .stream()
        .map(decision -> calls.path(decision.run()).path(round).doubleValue() - decision.sentAt())
        .toList()
    );
    var fromResponse = Percentiles.of(
      decided
        .stream()
        .map(
          decision -> calls.path(decision.run()).path(round).doubleValue() - decision.answeredAt()
        )
        .toList()
    );
    var figures = new LinkedHashMap<String, Double>();
    figures.put("from request p50 ms", fromRequest.p50());
    figures.put("from request p95 ms", fromRequest.p95());
    figures.put("from request longest ms", fromRequest.longest());
    figures.put("from response p50 ms", fromResponse.p50());
    figures.put("from response p95 ms", fromResponse.p95());
    figures.put("steal %", used.steal());
    figures.put("others' CPU %", used.others());
    return figures;
  }

  private static List<Review> reviews(Instant since, DurableServer.Database database)
    throws SQLException {
    var reviews = new ArrayList<Review>();
    try (
      var connection = database.connect();
      var statement = connection.prepareStatement(
        """
        SELECT task.id_, instance.business_key_ FROM act_ru_task task
        JOIN act_hi_procinst instance ON instance.id_ = task.proc_inst_id_
        WHERE task.create_time_ >= ?
        """
      )
    ) {
      statement.setTimestamp(1, Timestamp.from(since));
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          reviews.add(new Review(rows.getString(1), rows.getString(2)));
        }
      }
    }
    return reviews;
  }

  private static double now() {
    var now = Instant.now();
    return now.getEpochSecond() * 1e3 + now.getNano() / 1e6;
  }
}
