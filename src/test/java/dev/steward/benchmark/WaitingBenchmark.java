package dev.steward.benchmark;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.steward.database.DurableServer;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Runs that wait for a person must cost nothing: a node with thousands of them beside the same node with none, at rest. */
class WaitingBenchmark {

  private static final Duration REST = Duration.ofSeconds(30);

  private final Options options = Options.read();

  @Test
  void measureRest() throws Exception {
    assumeTrue(options.parts().contains("waiting"));
    var waiting = "%,d waiting".formatted(options.waiting());
    try (var bench = Bench.open()) {
      var report = bench.report("waiting", "At rest for " + REST.toSeconds() + " s");
      var database = bench.server().create("waiting");
      try (var steward = Steward.start(database, bench.stub(), options)) {
        report.add("after the start, none waiting", rest(steward, database, bench));
        steward.run(options.warmUp());
        report.add("after some work, none waiting", rest(steward, database, bench));
        var began = Instant.now();
        steward.startAll(Definitions.ASKING, options.waiting());
        steward.awaitCount(
          "SELECT count(*) FROM act_ru_task WHERE create_time_ >= ?",
          began,
          options.waiting()
        );
        report.add("after that work, " + waiting, rest(steward, database, bench));
      }
      try (var steward = Steward.start(database, bench.stub(), options)) {
        report.add("after a restart, " + waiting, rest(steward, database, bench));
      }
    }
  }

  private static Map<String, Double> rest(
    Steward steward,
    DurableServer.Database database,
    Bench bench
  ) throws Exception {
    // Else autovacuum tidies up after the work within the measured time.
    try (var connection = database.connect(); var statement = connection.createStatement()) {
      statement.execute("VACUUM ANALYZE");
    }
    bench.meter().checkpoint();
    double live = steward.heap().live() / 1e6;
    Thread.sleep(Meter.UNTIL_COUNTED);
    var before = bench.meter().read(steward.processId(), database.name());
    Thread.sleep(REST);
    var used = bench.meter().read(steward.processId(), database.name()).since(before);
    var figures = new LinkedHashMap<String, Double>();
    figures.put("live heap MB", live);
    figures.put("client CPU ms/s", used.client() / used.seconds());
    figures.put("PostgreSQL CPU ms/s", used.postgres() / used.seconds());
    figures.put("commits/s", used.commits() / used.seconds());
    figures.put("rows read/s", used.rowsRead() / used.seconds());
    figures.put("WAL bytes/s", used.wal() / used.seconds());
    figures.put("connections", (double) bench.meter().connections(database.name()));
    figures.put("steal %", used.steal());
    figures.put("others' CPU %", used.others());
    return figures;
  }
}
