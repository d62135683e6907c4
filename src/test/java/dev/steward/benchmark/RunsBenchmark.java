package dev.steward.benchmark;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Agent runs of four model calls and three tool calls each, all in flight at once; Steward and its peers in turn. */
class RunsBenchmark {

  private final Options options = Options.read();

  @Test
  void measureRuns() throws Exception {
    assumeTrue(options.parts().contains("runs"));
    try (var bench = Bench.open()) {
      var report = bench.report("runs", "Runs of 4 model calls (1 s each) and 3 tool calls");
      for (int trial = 1; trial <= options.trials(); trial++) {
        bench.meter().checkpoint();
        double limit = CommitLimit.perSecond(bench.server());
        report.add("PostgreSQL alone", Map.of("commits/s", limit));
        for (var system : options.systems()) {
          measure(system, bench, limit, report);
        }
      }
    }
  }

  private void measure(String system, Bench bench, double limit, Report report) throws Exception {
    var database = bench.server().create("runs_" + system.replace('-', '_'));
    try (var subject = Systems.start(system, database, bench.stub(), options)) {
      subject.run(Systems.warmUp(system, options));
      for (int size : Systems.sizes(system, options)) {
        report.add(
          "%s, N = %,d".formatted(system, size),
          measure(subject, size, database.name(), bench, limit)
        );
      }
    }
  }

  private static Map<String, Double> measure(
    Subject subject,
    int size,
    String database,
    Bench bench,
    double limit
  ) throws Exception {
    var meter = bench.meter();
    bench.stub().reset();
    meter.checkpoint();
    Thread.sleep(Meter.UNTIL_COUNTED);
    Kernel.forgetPeak(subject.processId());
    var before = meter.read(subject.processId(), database);
    Subject.Outcome outcome;
    int connections;
    try (var watch = new Watch(meter, subject, database)) {
      outcome = subject.run(size);
      connections = watch.peakConnections();
    }
    var after = meter.read(subject.processId(), database);
    int callsAtOnce = bench.stub().expectWorkOf(size);
    Thread.sleep(Meter.UNTIL_COUNTED);
    var used = after.withCounted(meter.read(subject.processId(), database)).since(before);

    double seconds = outcome.took().toNanos() / 1e9;
    var figures = new LinkedHashMap<String, Double>();
    figures.put("runs/s", size / seconds);
    figures.put("p50 s", outcome.latency().p50() / 1000);
    figures.put("p95 s", outcome.latency().p95() / 1000);
    figures.put("p99 s", outcome.latency().p99() / 1000);
    figures.put("most model calls at once", (double) callsAtOnce);
    figures.put("client CPU ms/run", (double) used.client() / size);
    figures.put("PostgreSQL CPU ms/run", (double) used.postgres() / size);
    figures.put("stub CPU ms/run", (double) used.stub() / size);
    figures.put("harness CPU ms/run", (double) used.harness() / size);
    figures.put("commits/run", (double) used.commits() / size);
    figures.put("WAL kB/run", used.wal() / 1000.0 / size);
    figures.put("% of commit limit", (100 * used.commits()) / seconds / limit);
    figures.put("peak heap MB", outcome.peakHeap() / 1e6);
    figures.put("peak live MB", outcome.peakLive() / 1e6);
    figures.put("peak resident MB", Kernel.peakResident(subject.processId()) / 1e6);
    figures.put("peak connections", (double) connections);
    figures.put("steal %", used.steal());
    figures.put("others' CPU %", used.others());
    return figures;
  }
}
