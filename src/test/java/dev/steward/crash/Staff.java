package dev.steward.crash;

import com.fasterxml.jackson.databind.JsonNode;
import dev.steward.testing.Api;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The people: they approve whatever waits for them, and settle calls in doubt by asking the system that was called. */
final class Staff implements AutoCloseable {

  private static final List<String> PEOPLE = List.of("approver", "operator");

  private final Cluster cluster;
  private final Systems systems;
  private final Records records;
  private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
  private final List<String> problems = new CopyOnWriteArrayList<>();
  private final AtomicInteger approved = new AtomicInteger();
  private final Map<String, String> settled = new ConcurrentHashMap<>();

  Staff(Cluster cluster, Systems systems, Records records) {
    this.cluster = cluster;
    this.systems = systems;
    this.records = records;
  }

  void begin() {
    clock.scheduleWithFixedDelay(this::work, 0, 300, TimeUnit.MILLISECONDS);
  }

  List<String> problems() {
    return problems;
  }

  int approved() {
    return approved.get();
  }

  /** What was decided on calls in doubt, by idempotency key: done, not-done or retry. */
  Map<String, String> settled() {
    return settled;
  }

  @Override
  public void close() {
    clock.close();
  }

  private void work() {
    try {
      for (var person : PEOPLE) {
        var node = cluster.any();
        if (node.isEmpty()) {
          return;
        }
        var api = node.get().as(person);
        for (var task : api.get("/api/tasks?scope=candidate").expect(200).path("items")) {
          if (task.path("mayDecide").asBoolean()) {
            decide(api, task);
          }
        }
      }
    } catch (UncheckedIOException e) {
      // The node died; they look again in a moment.
    } catch (RuntimeException | AssertionError e) {
      problems.add(e.toString());
    }
  }

  private void decide(Api api, JsonNode task) {
    switch (task.path("kind").asText()) {
      case "tool-review" -> {
        if (answer(api, task, Map.of("decision", "approve"))) {
          approved.incrementAndGet();
        }
      }
      case "in-doubt" -> settle(api, task);
      default -> problems.add("A task that nobody expects: " + task);
    }
  }

  /**
   * Truthfully: what has happened is done. What has not is tried again or given up, in turns. A request of a dead node may still be
   * on its way, so young tasks wait.
   */
  private void settle(Api api, JsonNode task) {
    var opened = Instant.parse(task.path("createdAt").asText());
    if (Duration.between(opened, Instant.now()).toMillis() < 1_000) {
      return;
    }
    var key = records.keyInDoubt(task.path("id").asText());
    if (key.isEmpty()) {
      return;
    }
    var decision = systems.applied(key.get())
      ? "done"
      : settled.size() % 2 == 0
        ? "retry"
        : "not-done";
    var body = Map.of("decision", decision, "comment", "Looked it up in the target");
    // Before it is answered: whatever follows from the decision must find it here.
    var earlier = settled.put(key.get(), decision);
    if (!answer(api, task, body)) {
      settled.compute(key.get(), (any, now) -> earlier);
    }
  }

  private boolean answer(Api api, JsonNode task, Map<String, String> body) {
    var answer = api.post("/api/tasks/" + task.path("id").asText() + "/decision", body);
    return switch (answer.status()) {
      case 200, 204 -> true;
      // Decided a moment ago over the other node, or interrupted meanwhile.
      case 404, 409 -> false;
      default -> {
        problems.add(answer.toString());
        yield false;
      }
    };
  }
}
