package dev.steward.crash;

import dev.steward.testing.Api;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Starts mixed runs over REST at a steady pace, each exactly once whatever becomes of the node that was asked. */
final class Load implements AutoCloseable {

  private static final int MOST_OPEN = 30;
  private static final long PACE_MILLIS = 120;

  private final Cluster cluster;
  private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Map<String, Workload> runs = new ConcurrentHashMap<>();
  private final Set<String> ended = ConcurrentHashMap.newKeySet();
  private final Map<String, String> instances = new ConcurrentHashMap<>();
  private final List<String> problems = new CopyOnWriteArrayList<>();
  private final AtomicInteger repeated = new AtomicInteger();

  private volatile boolean stopped;

  Load(Cluster cluster) {
    this.cluster = cluster;
  }

  void begin() {
    clock.scheduleAtFixedRate(this::startNext, 0, PACE_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** No new runs from now on. */
  void stop() {
    stopped = true;
  }

  /** Every run by its marker, which is its business key too. */
  Map<String, Workload> runs() {
    return runs;
  }

  /** Instance ids by marker, as the starts were answered. */
  Map<String, String> instances() {
    return instances;
  }

  void ended(Set<String> markers) {
    ended.addAll(markers);
  }

  boolean allEnded() {
    return ended.containsAll(runs.keySet());
  }

  Set<String> open() {
    var open = new TreeSet<>(runs.keySet());
    open.removeAll(ended);
    return open;
  }

  List<String> problems() {
    return problems;
  }

  /** Starts that were asked for again under the same key, since the node died. */
  int repeated() {
    return repeated.get();
  }

  @Override
  public void close() {
    clock.shutdownNow();
    threads.shutdownNow();
  }

  private void startNext() {
    if (stopped || runs.size() - ended.size() >= MOST_OPEN) {
      return;
    }
    var kind = Workload.ofNumber(runs.size());
    var marker = "run-" + runs.size();
    runs.put(marker, kind);
    threads.execute(() -> start(kind, marker));
  }

  private void start(Workload kind, String marker) {
    var body = Map.of(
      "businessKey",
      marker,
      "variables",
      Map.of("order", Map.of("marker", marker))
    );
    var node = cluster.any();
    if (node.isEmpty()) {
      later(kind, marker);
      return;
    }
    Api.Answer answer;
    try {
      answer = node
        .get()
        .as("app")
        .with("Idempotency-Key", marker)
        .post("/api/processes/" + kind.processKey + "/instances", body);
    } catch (UncheckedIOException e) {
      repeated.incrementAndGet();
      later(kind, marker);
      return;
    }
    if (answer.status() == 201) {
      instances.put(marker, answer.json().path("id").asText());
    } else {
      problems.add(marker + ": " + answer);
    }
  }

  private void later(Workload kind, String marker) {
    clock.schedule(() -> threads.execute(() -> start(kind, marker)), 200, TimeUnit.MILLISECONDS);
  }
}
