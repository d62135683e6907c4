package dev.steward.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import dev.steward.database.DurableServer;
import dev.steward.testing.Api;
import dev.steward.testing.StewardProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** The application in its own JVM, driven over REST as by one busy client. */
final class Steward implements Subject {

  private static final int CLIENT_CONNECTIONS = 16;
  private static final Duration STUCK = Duration.ofMinutes(3);

  private final StewardProcess process;
  private final Heap heap;
  private final Api api;
  private final Connection database;
  private final Thread atExit;

  private Steward(StewardProcess process, Connection database) throws IOException {
    this.process = process;
    this.database = database;
    this.heap = Heap.of(process.processId());
    this.api = Api.of(process.uri("").toString());
    // Else it would outlive a benchmark that is interrupted.
    this.atExit = new Thread(process::killHard);
    Runtime.getRuntime().addShutdownHook(atExit);
  }

  static Steward start(DurableServer.Database database, Stub stub, Options options)
    throws IOException, SQLException {
    var definitions = Definitions.write(Path.of("target/benchmark/definitions"), stub.url());
    var launch = new StewardProcess.Launch(
      Map.of("server.port", "0"),
      Map.of(
        "SPRING_DATASOURCE_URL",
        database.url(),
        "SPRING_DATASOURCE_USERNAME",
        database.username(),
        "SPRING_DATASOURCE_PASSWORD",
        database.password()
      ),
      List.of("-Xmx1g")
    )
      .withClasses(starter())
      .with("benchmark.starts", true)
      .with("steward.demo.leads", false)
      .with("steward.audit.directory", Path.of("target/benchmark/audit", database.name()))
      .with("steward.tools", definitions.tools())
      .with("steward.agents", definitions.agents())
      .with("steward.definitions.processes", definitions.processes())
      .with("steward.models.short.base-url", stub.url())
      .with("steward.models.short.model", "stub")
      .with("spring.datasource.hikari.maximum-pool-size", Options.CONNECTIONS);
    for (var property : options.steward().entrySet()) {
      launch = launch.with(property.getKey(), property.getValue());
    }
    return new Steward(launch.start(), database.connect());
  }

  @Override
  public long processId() {
    return process.processId();
  }

  Heap heap() {
    return heap;
  }

  /** As one of the demo people. */
  Api as(String person) {
    return api.as(person);
  }

  int port() {
    return process.uri("/").getPort();
  }

  /** One that an agent asked for: it stands on an execution of its own, as copies need it. */
  JsonNode oneTask() throws SQLException, InterruptedException {
    var began = Instant.now();
    startAll(Definitions.ASKING, 1);
    awaitCount("SELECT count(*) FROM act_ru_task WHERE create_time_ >= ?", began, 1);
    return as("operator").get("/api/tasks?scope=all").expect(200).at("/items/0");
  }

  @Override
  public Outcome run(int runs) throws SQLException, InterruptedException {
    heap.forgetPeaks();
    var began = Instant.now();
    var sent = startWithin(Definitions.NOTES, runs);
    awaitCount("SELECT count(*) FROM act_hi_procinst WHERE end_time_ >= ?", began, runs);
    var latencies = new ArrayList<Double>();
    var last = began;
    for (var end : ends(began).entrySet()) {
      var start = sent.get(end.getKey());
      if (start != null) {
        latencies.add(Duration.between(start, end.getValue()).toNanos() / 1e6);
        last = end.getValue().isAfter(last) ? end.getValue() : last;
      }
    }
    if (latencies.size() != runs) {
      throw new IllegalStateException("%d of %d runs ended".formatted(latencies.size(), runs));
    }
    return new Outcome(
      Duration.between(began, last),
      Percentiles.of(latencies),
      heap.peakUsed(),
      heap.peakLive()
    );
  }

  /** Starts instances inside the application, as the peers do; returns when each was begun, by instance. */
  private Map<String, Instant> startWithin(String process, int instances) {
    var sent = new HashMap<String, Instant>();
    api
      .as("app")
      .post("/api/benchmark/starts?process=%s&instances=%d".formatted(process, instances), Map.of())
      .expect(200)
      .properties()
      .forEach(start -> sent.put(start.getKey(), Instant.parse(start.getValue().asText())));
    return sent;
  }

  /** The one class of this package that belongs into the application, apart from those that do not. */
  private static Path starter() throws IOException {
    var directory = Path.of("target/benchmark/classes");
    for (var added : List.of(StartMany.class, NoTrail.class)) {
      var name = added.getName().replace('.', '/') + ".class";
      Files.createDirectories(directory.resolve(name).getParent());
      Files.copy(
        Path.of("target/test-classes", name),
        directory.resolve(name),
        StandardCopyOption.REPLACE_EXISTING
      );
    }
    return directory;
  }

  /** Starts instances as fast as one client can, and returns when each request was sent, by instance. */
  Map<String, Instant> startAll(String process, int instances) throws InterruptedException {
    var sent = new ConcurrentHashMap<String, Instant>();
    var app = api.as("app");
    try (var clients = Executors.newFixedThreadPool(CLIENT_CONNECTIONS)) {
      var starts = new ArrayList<Future<?>>();
      for (int i = 0; i < instances; i++) {
        starts.add(
          clients.submit(() -> {
            var marker = "run-" + UUID.randomUUID();
            var body = Map.of("businessKey", marker, "variables", Map.of("marker", marker));
            var now = Instant.now();
            var instance = app.post("/api/processes/" + process + "/instances", body).expect(201);
            sent.put(instance.path("id").asText(), now);
          })
        );
      }
      for (var start : starts) {
        start.get();
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("An instance cannot be started", e);
    }
    return sent;
  }

  /** Waits for a count of what happened since; gives up when it has not changed for a while. */
  void awaitCount(String countSince, Instant since, int wanted)
    throws SQLException, InterruptedException {
    int counted = -1;
    var changed = Instant.now();
    // One transaction, so that looking adds no commits to those that are measured.
    database.setAutoCommit(false);
    try (var statement = database.prepareStatement(countSince)) {
      statement.setTimestamp(1, Timestamp.from(since));
      while (counted < wanted) {
        Thread.sleep(200);
        try (var row = statement.executeQuery()) {
          row.next();
          if (row.getInt(1) != counted) {
            counted = row.getInt(1);
            changed = Instant.now();
          }
        }
        if (changed.plus(STUCK).isBefore(Instant.now())) {
          throw new IllegalStateException(
            "%d of %d, and no more for %s".formatted(counted, wanted, STUCK)
          );
        }
      }
    } finally {
      database.rollback();
      database.setAutoCommit(true);
    }
  }

  private Map<String, Instant> ends(Instant since) throws SQLException {
    var ends = new ConcurrentHashMap<String, Instant>();
    try (
      var statement = database.prepareStatement(
        "SELECT id_, end_time_ FROM act_hi_procinst WHERE end_time_ >= ?"
      )
    ) {
      statement.setTimestamp(1, Timestamp.from(since));
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          ends.put(rows.getString(1), rows.getTimestamp(2).toInstant());
        }
      }
    }
    return ends;
  }

  @Override
  public void look() {
    heap.look();
  }

  @Override
  public void close() throws IOException, SQLException {
    heap.close();
    database.close();
    process.close();
    Runtime.getRuntime().removeShutdownHook(atExit);
  }
}
