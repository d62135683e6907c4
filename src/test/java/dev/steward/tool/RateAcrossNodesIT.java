package dev.steward.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import dev.steward.database.TestDatabase;
import dev.steward.testing.Api;
import dev.steward.testing.StewardProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two nodes share one limit of 60 calls a minute, with more work than that on each of them. */
class RateAcrossNodesIT {

  private static final int LIMIT = 60;
  private static final int STARTS = 140;
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final List<Instant> arrived = new CopyOnWriteArrayList<>();
  private final TestDatabase database = TestDatabase.fresh();

  @TempDir
  private Path folder;

  @Test
  void neverMoreThanTheLimitReachesTheTarget() throws IOException {
    var server = counting();
    var launch = launch("http://127.0.0.1:" + server.getAddress().getPort());
    try (var one = launch.with("steward.engine.node-id", "one").start()) {
      try (var other = launch.with("steward.engine.node-id", "other").start()) {
        var nodes = List.of(Api.of(one.uri("/")), Api.of(other.uri("/")));
        for (int i = 0; i < STARTS; i++) {
          nodes
            .get(i % 2)
            .as("app")
            .post("/api/processes/ping/instances", Map.of())
            .expect(201);
        }
        await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> arrived.size() >= LIMIT);
        await("the rest waits in the database")
          .atMost(Duration.ofSeconds(30))
          .until(() -> deferred(nodes.getFirst()) == STARTS - LIMIT);
        var first = arrived.getFirst();
        await("the second minute lets as many through")
          .atMost(MINUTE.plusSeconds(30))
          .until(() -> arrived.size() >= 2 * LIMIT);

        assertThat(within(first, MINUTE)).isEqualTo(LIMIT);
        assertThat(within(arrived.get(LIMIT), MINUTE)).isEqualTo(LIMIT);
        assertThat(Duration.between(first, arrived.get(LIMIT))).isGreaterThan(
          MINUTE.minusSeconds(1)
        );
      }
    } finally {
      server.stop(0);
    }
  }

  private long within(Instant from, Duration time) {
    return arrived
      .stream()
      .filter(at -> !at.isBefore(from) && at.isBefore(from.plus(time).minusSeconds(1)))
      .count();
  }

  private static long deferred(Api node) {
    return node.as("operator").get("/api/tools/test.ping").ok().at("/use/open").asLong();
  }

  private HttpServer counting() throws IOException {
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", exchange -> {
      arrived.add(Instant.now());
      var body = "{}".getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
      exchange.close();
    });
    server.start();
    return server;
  }

  private StewardProcess.Launch launch(String target) throws IOException {
    write(
      "tools/test.ping.yaml",
      """
      name: test.ping
      title: Ping
      description: Counts.
      owner: tests
      class: write
      reversible: true
      requires: crm:write
      audience: internal
      trust: trusted
      effect: idempotent
      arguments: {type: object}
      result: {type: object}
      rates: [{per: tool, limit: 60, every: 1m}]
      environments:
        sandbox:
          http: {method: POST, url: "%s/ping"}
      """.formatted(target)
    );
    write(
      "processes/ping.bpmn",
      """
      <definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"
                   xmlns:flowable="http://flowable.org/bpmn"
                   xmlns:steward="https://steward.dev/bpmn/1"
                   targetNamespace="https://steward.dev/tests">
        <process id="ping" name="Ping" isExecutable="true">
          <extensionElements>
            <steward:workflow owner="tests" riskClass="internal-summarization"/>
          </extensionElements>
          <startEvent id="start"/>
          <sequenceFlow id="to-ping" sourceRef="start" targetRef="call"/>
          <serviceTask id="call" name="Ping" flowable:type="tool">
            <extensionElements>
              <flowable:field name="tool"><flowable:string>test.ping</flowable:string></flowable:field>
              <flowable:field name="arguments"><flowable:string>{}</flowable:string></flowable:field>
              <flowable:field name="result"><flowable:string>pong</flowable:string></flowable:field>
            </extensionElements>
          </serviceTask>
          <sequenceFlow id="to-end" sourceRef="call" targetRef="end"/>
          <endEvent id="end"/>
        </process>
      </definitions>
      """
    );
    return StewardProcess.on(database)
      .with("steward.demo.leads", false)
      .with("steward.tools", folder.resolve("tools"))
      .with("steward.agents", folder.resolve("agents"))
      .with("steward.definitions.processes", folder.resolve("processes"));
  }

  private void write(String name, String text) throws IOException {
    var file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
