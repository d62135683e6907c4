package dev.steward.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.steward.monitoring.ManySteps;
import dev.steward.testing.Api;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How long figures of a month take over HTTP with a million steps in the journals. */
class MonitoringBenchmark {

  private static final int WARM_UP = 10;
  private static final int REQUESTS = 60;
  private static final Duration ADDED_UP_WITHIN = Duration.ofMinutes(20);

  private record Query(String name, String path) {}

  private final Options options = Options.read();

  @Test
  void measureFigures() throws Exception {
    assumeTrue(options.parts().contains("monitoring"));
    try (var bench = Bench.open()) {
      var report = bench.report(
        "monitoring",
        "Figures out of %,d steps in the journals".formatted(options.steps())
      );
      var database = bench.server().create("monitoring");
      try (var steward = Steward.start(database, bench.stub(), options)) {
        try (var connection = database.connect()) {
          ManySteps.write(connection, options.steps() / ManySteps.STEPS_EACH);
        }
        var api = steward.as("operator");
        await()
          .atMost(ADDED_UP_WITHIN)
          .pollInterval(Duration.ofSeconds(5))
          .until(() -> api.get("/api/monitoring").expect(200).path("complete").asBoolean());
        for (int trial = 1; trial <= options.trials(); trial++) {
          for (var query : queries(api)) {
            report.add(query.name(), measure(api, query.path()));
          }
        }
      }
    }
  }

  private static List<Query> queries(Api api) {
    var monthAgo = Instant.now().minus(Duration.ofDays(30));
    var process = api.get("/api/monitoring?by=process").expect(200).at("/groups/0/name").asText();
    assertThat(process).isNotEmpty();
    return List.of(
      new Query("30 days", ""),
      new Query(
        "the 30 days before",
        "?to=" + monthAgo + "&from=" + monthAgo.minus(Duration.ofDays(30))
      ),
      new Query("30 days, by agent", "?by=agent"),
      new Query("30 days, by tool", "?by=tool"),
      new Query("30 days, one process", "?processKey=" + process),
      new Query("30 days, one process, by agent", "?by=agent&processKey=" + process),
      new Query("30 days, one agent, by tool", "?by=tool&agent=agent-3"),
      new Query("24 hours", "?from=" + Instant.now().minus(Duration.ofDays(1))),
      new Query(
        "14 days, by the hour",
        "?interval=hour&from=" + Instant.now().minus(Duration.ofDays(13))
      )
    );
  }

  private static Map<String, Double> measure(Api api, String path) {
    for (int i = 0; i < WARM_UP; i++) {
      api.get("/api/monitoring" + path).expect(200);
    }
    var millis = new ArrayList<Double>();
    for (int i = 0; i < REQUESTS; i++) {
      var began = System.nanoTime();
      api.get("/api/monitoring" + path).expect(200);
      millis.add((System.nanoTime() - began) / 1e6);
    }
    var figures = new LinkedHashMap<String, Double>();
    var times = Percentiles.of(millis);
    figures.put("p50 ms", times.p50());
    figures.put("p95 ms", times.p95());
    figures.put("longest ms", times.longest());
    return figures;
  }
}
