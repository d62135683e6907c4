package dev.steward.benchmark;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.steward.process.task.ManyTasks;
import dev.steward.testing.Api;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** How long lists of tasks take over HTTP with thousands of open ones, for people in large groups and in small ones. */
class TaskListBenchmark {

  private static final int AT_ONCE = 4;
  private static final int WARM_UP = 50;
  private static final int REQUESTS = 200;

  /** @param path of the request that is measured */
  private record Query(String name, String person, String path) {}

  private static final List<Query> QUERIES = List.of(
    new Query("candidate, in large groups", "approver", "?scope=candidate"),
    new Query("candidate, in a group of 25", "analyst", "?scope=candidate"),
    new Query("candidate, in an empty group", "operator", "?scope=candidate"),
    new Query("mine", "approver", "?scope=mine&sort=due"),
    new Query("all, by due date", "operator", "?scope=all&sort=due"),
    new Query("all, by priority", "operator", "?scope=all&sort=priority"),
    new Query("all, overdue", "operator", "?scope=all&due=overdue&sort=priority"),
    new Query("candidate, in doubt", "approver", "?scope=candidate&kind=in-doubt"),
    new Query("search for one business key", "operator", "?scope=all&q=CASE-012345"),
    new Query("search in own groups, few hits", "approver", "?scope=candidate&q=CASE-0123"),
    new Query("search in own groups, many hits", "approver", "?scope=candidate&q=invoice"),
    new Query("search with many hits, none for oneself", "analyst", "?scope=mine&q=invoice"),
    new Query("counts, in large groups", "approver", "/counts"),
    new Query("counts, all", "operator", "/counts")
  );

  private final Options options = Options.read();

  @Test
  void measureLists() throws Exception {
    assumeTrue(options.parts().contains("tasks"));
    try (var bench = Bench.open()) {
      var report = bench.report("tasks", "Lists with %,d open tasks".formatted(options.tasks()));
      var database = bench.server().create("tasks");
      try (var steward = Steward.start(database, bench.stub(), options)) {
        var task = steward.oneTask().path("id").asText();
        try (var connection = database.connect()) {
          ManyTasks.copy(connection, task, options.tasks());
        }
        for (int trial = 1; trial <= options.trials(); trial++) {
          for (var query : QUERIES) {
            report.add(query.name(), measure(query, steward, bench, database.name()));
          }
        }
      }
    }
  }

  private static Map<String, Double> measure(
    Query query,
    Steward steward,
    Bench bench,
    String database
  ) throws Exception {
    var api = steward.as(query.person());
    var path = "/api/tasks" + query.path();
    for (int i = 0; i < WARM_UP; i++) {
      api.get(path).expect(200);
    }
    var before = bench.meter().read(steward.processId(), database);
    var alone = Percentiles.of(requests(api, path, 1));
    var together = Percentiles.of(requests(api, path, AT_ONCE));
    var used = bench.meter().read(steward.processId(), database).since(before);
    var figures = new LinkedHashMap<String, Double>();
    figures.put("p50 ms", alone.p50());
    figures.put("p95 ms", alone.p95());
    figures.put("longest ms", alone.longest());
    figures.put("p50 ms, 4 at once", together.p50());
    figures.put("p95 ms, 4 at once", together.p95());
    figures.put("steal %", used.steal());
    figures.put("others' CPU %", used.others());
    return figures;
  }

  private static List<Double> requests(Api api, String path, int atOnce) throws Exception {
    var millis = new ArrayList<Double>();
    try (var people = Executors.newFixedThreadPool(atOnce)) {
      var answers = new ArrayList<Future<Double>>();
      for (int i = 0; i < REQUESTS; i++) {
        answers.add(
          people.submit(
            (Callable<Double>) () -> {
              var began = System.nanoTime();
              api.get(path).expect(200);
              return Duration.ofNanos(System.nanoTime() - began).toNanos() / 1e6;
            }
          )
        );
      }
      for (var answer : answers) {
        millis.add(answer.get());
      }
    }
    return millis;
  }
}
