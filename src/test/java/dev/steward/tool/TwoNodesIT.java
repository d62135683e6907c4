package dev.steward.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import dev.steward.database.TestDatabase;
import dev.steward.policy.TableText;
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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What holds for all nodes together: a limit of 60 calls a minute, a switch, a decision table, a contract and an agent. */
class TwoNodesIT {

  private static final int LIMIT = 60;
  private static final int STARTS = 140;
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final String PING = "/api/tools/test.ping";
  private static final String NOTE = "/api/tools/test.note";
  private static final String KEEP = "/api/tools/test.keep";

  private static final List<Instant> ARRIVED = new CopyOnWriteArrayList<>();

  @TempDir
  private static Path folder;

  @SuppressWarnings("NullAway.Init")
  private static HttpServer server;

  @SuppressWarnings("NullAway.Init")
  private static List<StewardProcess> processes;

  @SuppressWarnings("NullAway.Init")
  private static List<Api> nodes;

  @BeforeAll
  static void start() throws IOException {
    server = counting();
    var launch = launch("http://127.0.0.1:" + server.getAddress().getPort());
    processes = List.of(
      launch.with("steward.engine.node-id", "one").start(),
      launch.with("steward.engine.node-id", "other").start()
    );
    nodes = processes
      .stream()
      .map(process -> Api.of(process.uri("/")))
      .toList();
  }

  @AfterAll
  static void stop() {
    processes.forEach(StewardProcess::close);
    server.stop(0);
  }

  @Test
  void aSwitchHoldsOnTheOtherNodeWithinTwoSeconds() {
    var operator = nodes.getFirst().as("operator");

    operator.put(PING + "/switch", Map.of("enabled", false, "reason", "for a test")).expect(200);

    await()
      .atMost(Duration.ofSeconds(2))
      .until(() -> !isOn(nodes.getLast()));
    var before = ARRIVED.size();
    ping(nodes.getLast());
    await().until(() -> use(nodes.getLast(), "refused") == 1);
    assertThat(ARRIVED).hasSize(before);
    operator.put(PING + "/switch", Map.of("enabled", true, "reason", "for a test")).expect(200);
    await()
      .atMost(Duration.ofSeconds(2))
      .until(() -> isOn(nodes.getLast()));
  }

  @Test
  void aTableHoldsOnTheOtherNodeWithinTwoSecondsAndSoDoesTheWayBack() {
    var operator = nodes.getFirst().as("operator");
    var other = nodes.getLast();
    start(other, "note");
    await().until(() -> use(other, NOTE, "succeeded") == 1);

    var deployed = operator
      .post("/api/policies", Map.of("table", denying(), "mode", "enforced", "reason", "for a test"))
      .expect(201);

    await()
      .atMost(Duration.ofSeconds(2))
      .until(() -> {
        start(other, "note");
        return use(other, NOTE, "refused") > 0;
      });
    operator
      .put(
        "/api/policies/no-notes/%d/mode".formatted(deployed.at("/items/0/version").asInt()),
        Map.of("mode", "retired", "reason", "for a test")
      )
      .expect(200);
    long before = use(other, NOTE, "succeeded");
    await()
      .atMost(Duration.ofSeconds(2))
      .until(() -> {
        start(other, "note");
        return use(other, NOTE, "succeeded") > before;
      });
  }

  @Test
  void aContractHoldsOnTheOtherNodeWithinTwoSecondsAndSoDoesTheWayBack() {
    var operator = nodes.getFirst().as("operator");
    var other = nodes.getLast();
    var before = operator.get(KEEP).ok().path("version").asText();
    var source = operator
      .get(KEEP + "/versions/" + before)
      .ok()
      .path("source")
      .asText();

    var stored = operator
      .post(
        KEEP + "/versions",
        Map.of(
          "source",
          source.replace("class: write", "class: forbidden"),
          "comment",
          "for a test",
          "basedOn",
          before
        )
      )
      .expect(201);

    await()
      .atMost(Duration.ofSeconds(2))
      .until(() -> {
        start(other, "keep");
        return use(other, KEEP, "refused") > 0;
      });
    operator
      .put(
        KEEP + "/version",
        Map.of(
          "version",
          before,
          "comment",
          "for a test",
          "basedOn",
          stored.path("version").asText()
        )
      )
      .expect(200);
    long succeeded = use(other, KEEP, "succeeded");
    await()
      .atMost(Duration.ofSeconds(2))
      .until(() -> {
        start(other, "keep");
        return use(other, KEEP, "succeeded") > succeeded;
      });
  }

  @Test
  void anAgentIsKnownToTheOtherNodeWithinTwoSecondsAndGoneAsSoonFromIt() {
    var analyst = nodes.getFirst().as("analyst");
    var other = nodes.getLast().as("analyst");

    var version = analyst
      .post(
        "/api/agents/newcomer/versions",
        Map.of(
          "source",
          """
          name: newcomer
          responsibility: Counts.
          model: short
          instructions: Count.
          output: {type: object}
          """,
          "comment",
          "for a test"
        )
      )
      .expect(201)
      .path("version")
      .asText();

    await()
      .atMost(Duration.ofSeconds(2))
      .until(() -> other.get("/api/agents/newcomer").status() == 200);
    analyst.delete("/api/agents/newcomer?basedOn=" + version + "&comment=test").expect(204);
    await()
      .atMost(Duration.ofSeconds(2))
      .until(() -> other.get("/api/agents/newcomer").status() == 404);
  }

  private static String denying() {
    return TableText.ofOneRule(
      "no-notes",
      "no-notes-at-all",
      "tool",
      "string",
      List.of("verdict", "reason")
    ).formatted("\"test.note\"", "\"deny\"", "\"for a test\"");
  }

  @Test
  void neverMoreThanTheLimitReachesTheTarget() {
    for (int i = 0; i < STARTS; i++) {
      ping(nodes.get(i % 2));
    }
    await()
      .atMost(Duration.ofSeconds(30))
      .until(() -> ARRIVED.size() >= LIMIT);
    await("the rest waits in the database")
      .atMost(Duration.ofSeconds(30))
      .until(() -> use(nodes.getFirst(), "open") == STARTS - LIMIT);
    await("the second minute lets as many through")
      .atMost(MINUTE.plusSeconds(30))
      .until(() -> ARRIVED.size() >= 2 * LIMIT);

    assertThat(within(ARRIVED.getFirst(), MINUTE)).isEqualTo(LIMIT);
    assertThat(within(ARRIVED.get(LIMIT), MINUTE)).isEqualTo(LIMIT);
    assertThat(Duration.between(ARRIVED.getFirst(), ARRIVED.get(LIMIT))).isGreaterThan(
      MINUTE.minusSeconds(1)
    );
  }

  private static void ping(Api node) {
    start(node, "ping");
  }

  private static void start(Api node, String process) {
    node
      .as("app")
      .post("/api/processes/" + process + "/instances", Map.of())
      .expect(201);
  }

  private static boolean isOn(Api node) {
    return node.as("operator").get(PING).ok().at("/switch/enabled").asBoolean();
  }

  private static long use(Api node, String what) {
    return use(node, PING, what);
  }

  private static long use(Api node, String tool, String what) {
    return node
      .as("operator")
      .get(tool)
      .ok()
      .at("/use/" + what)
      .asLong();
  }

  private static long within(Instant from, Duration time) {
    return ARRIVED.stream()
      .filter(at -> !at.isBefore(from) && at.isBefore(from.plus(time).minusSeconds(1)))
      .count();
  }

  private static HttpServer counting() throws IOException {
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", exchange -> {
      if (exchange.getRequestURI().getPath().equals("/ping")) {
        ARRIVED.add(Instant.now());
      }
      var body = "{}".getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
      exchange.close();
    });
    server.start();
    return server;
  }

  private static StewardProcess.Launch launch(String target) throws IOException {
    write(
      "tools/test.ping.yaml",
      tool("ping", target, "rates: [{per: tool, limit: 60, every: 1m}]")
    );
    write("tools/test.note.yaml", tool("note", target, "rates: []"));
    write("tools/test.keep.yaml", tool("keep", target, "rates: []"));
    write("processes/keep.bpmn", process("keep"));
    write("processes/ping.bpmn", process("ping"));
    write("processes/note.bpmn", process("note"));
    return StewardProcess.on(TestDatabase.fresh())
      .with("steward.demo.leads", false)
      .with("steward.tools", folder.resolve("tools"))
      .with("steward.agents", folder.resolve("agents"))
      .with("steward.definitions.processes", folder.resolve("processes"));
  }

  private static String tool(String name, String target, String rates) {
    return """
    name: test.%1$s
    title: %1$s
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
    %3$s
    environments:
      sandbox:
        http: {method: POST, url: "%2$s/%1$s"}
    """.formatted(name, target, rates);
  }

  private static String process(String name) {
    return """
    <definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"
                 xmlns:flowable="http://flowable.org/bpmn"
                 xmlns:steward="https://steward.dev/bpmn/1"
                 targetNamespace="https://steward.dev/tests">
      <process id="%1$s" name="%1$s" isExecutable="true">
        <extensionElements>
          <steward:workflow owner="tests" riskClass="internal-summarization"/>
        </extensionElements>
        <startEvent id="start"/>
        <sequenceFlow id="to-ping" sourceRef="start" targetRef="call"/>
        <serviceTask id="call" name="Ping" flowable:type="tool">
          <extensionElements>
            <flowable:field name="tool"><flowable:string>test.%1$s</flowable:string></flowable:field>
            <flowable:field name="arguments"><flowable:string>{}</flowable:string></flowable:field>
            <flowable:field name="result"><flowable:string>pong</flowable:string></flowable:field>
          </extensionElements>
        </serviceTask>
        <sequenceFlow id="to-end" sourceRef="call" targetRef="end"/>
        <endEvent id="end"/>
      </process>
    </definitions>
    """.formatted(name);
  }

  private static void write(String name, String text) throws IOException {
    var file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
