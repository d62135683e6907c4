package dev.steward.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.steward.audit.AuditEntry;
import dev.steward.audit.AuditTrail;
import dev.steward.database.TestDatabase;
import dev.steward.testing.Api;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.flowable.engine.RepositoryService;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Every figure against rows that are few enough to add up by hand. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@TestPropertySource(properties = "steward.demo.leads=false")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MonitoringIT {

  private static final String PERIOD = "from=2026-01-05T00:00:00Z&to=2026-01-06T00:00:00Z";
  private static final Instant TEN = Instant.parse("2026-01-05T10:00:00Z");

  /** The map says that it takes an hour by hand, and is a success where lead.outcome is "won". */
  private static final String MEASURED = """
  <definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:flowable="http://flowable.org/bpmn"
      xmlns:steward="https://steward.dev/bpmn/1" targetNamespace="test">
    <process id="measured" name="Measured" isExecutable="true">
      <extensionElements>
        <steward:workflow baselineMinutes="60" successVariable="lead.outcome" successValue="won" />
      </extensionElements>
      <startEvent id="start"/>
      <sequenceFlow id="f1" sourceRef="start" targetRef="check"/>
      <userTask id="check" name="Check" flowable:candidateGroups="sales"/>
      <sequenceFlow id="f2" sourceRef="check" targetRef="end"/>
      <endEvent id="end"/>
    </process>
  </definitions>
  """;

  // Its own: what others leave behind would be added up, too.
  private static final TestDatabase DATABASE = TestDatabase.fresh();

  @Autowired
  RepositoryService repository;

  @Autowired
  JdbcClient jdbc;

  @Autowired
  Rollup rollup;

  @Autowired
  Goals goals;

  @Autowired
  AuditTrail trail;

  @Autowired
  PlatformTransactionManager transactions;

  @LocalServerPort
  int port;

  @DynamicPropertySource
  static void database(DynamicPropertyRegistry registry) {
    DATABASE.register(registry);
  }

  @BeforeAll
  void fill() {
    repository.createDeployment().addString("measured.bpmn", MEASURED).deploy();
    goals.learn();
    jdbc
      .sql(
        """
        INSERT INTO tool_version (digest, name, body, first_seen, source)
        VALUES ('d', 'test.do', '{"compensation": "test.undo"}', now(), '')
        """
      )
      .update();
    new MeasuredRows(jdbc, "measured")
      // Three completed after 30, 90 and 45 minutes, one was cancelled, one is a rehearsal.
      .instance("won", "10:00:00Z", "10:30:00Z", false, "")
      .outcome("won", "won")
      .instance("lost", "10:00:00Z", "11:30:00Z", false, "")
      .outcome("lost", "lost")
      .incident("lost", "10:20:00Z")
      .instance("cancelled", "11:40:00Z", "11:45:00Z", true, "")
      .instance("also-won", "11:05:00Z", "11:50:00Z", false, "")
      .outcome("also-won", "won")
      .instance("rehearsed", "10:00:00Z", "10:01:00Z", false, "a-rehearsal")
      .run("r1", "won", "completed", "10:00:00Z", "10:00:10Z", 4_000, "0.30", false)
      .run("r2", "lost", "failed", "10:10:00Z", "10:20:00Z", 0, "0.20", false)
      .run("r3", "cancelled", "cancelled", "11:40:00Z", "11:45:00Z", 0, "0.10", false)
      .run("r4", "rehearsed", "completed", "10:00:00Z", "10:00:30Z", 0, "9.99", true)
      .toolTask("t1")
      .turn("r1", 1, "failed", "10:00:00Z", "10:00:05Z", "0.05", false)
      .turn("r1", 2, "answered", "10:00:05Z", "10:00:06Z", "0.25", false)
      .turn("r2", 1, "answered", "10:10:00Z", "10:10:03Z", "0.20", false)
      .turn("r3", 1, "answered", "11:40:00Z", "11:40:02Z", "0.10", true)
      .turn("r4", 1, "answered", "10:00:00Z", "10:00:20Z", "9.99", true)
      .call("r1", 1, "crm.read", "succeeded", null, 1, "10:00:02Z", 200)
      .call("r1", 2, "crm.write", "refused", "policy-denied", 0, "10:00:03Z", 0)
      .call("r1", 3, "crm.write", "refused", "permission-missing", 0, "10:00:04Z", 0)
      .call("r1", 4, "test.undo", "succeeded", null, 2, "10:00:05Z", 400)
      .call("r2", 1, "crm.read", "failed", "TIMEOUT", 1, "10:10:01Z", 800)
      .call("r2", 2, "crm.write", "refused", "rejected", 0, "10:10:02Z", 0)
      .call("t1", 1, "crm.read", "succeeded", null, 1, "10:59:59Z", 100)
      .call("r4", 1, "crm.read", "failed", "TIMEOUT", 1, "10:00:10Z", 60_000)
      .review("r2", "lost", "tool-review", "consumed", false, "10:10:00Z", "10:10:10Z")
      .review("r2", "lost", "tool-review", "consumed", true, "10:10:00Z", "10:10:20Z")
      .review("r2", "lost", "tool-review", "rejected", false, "10:10:00Z", "10:10:02Z")
      .review("r2", "lost", "tool-review", "taken_over", false, "10:10:00Z", "10:10:30Z")
      .review("r1", "won", "sample-audit", "correct", false, "10:30:00Z", "10:40:00Z")
      .review("r1", "won", "sample-audit", "flawed", false, "10:30:00Z", "10:40:00Z")
      .review("r1", "won", "sample-audit", "wrong", false, "10:30:00Z", "10:40:01Z")
      .review("r4", "rehearsed", "tool-review", "rejected", false, "10:00:00Z", "10:00:01Z");
    jdbc
      .sql(
        """
        INSERT INTO outcome_label (instance_id, kind, label, process_key, version, step, agent, correct, judged_by, judged_at)
        SELECT 'won', kind, label, 'measured', 1, 'research', 'researcher', correct, 'analyst', '2026-01-05T11:00:00Z'
        FROM (VALUES ('classification', 'a', true), ('classification', 'b', false), ('tool-use', 'a', true),
          ('routing', 'a', true), ('routing', 'b', true), ('routing', 'c', false), ('routing', 'd', true))
          v (kind, label, correct)
        """
      )
      .update();
    addUpTheDay();
  }

  private void addUpTheDay() {
    for (int hour = 9; hour < 13; hour++) {
      assertThat(rollup.addUp(TEN.plus(hour - 10, ChronoUnit.HOURS))).isTrue();
    }
  }

  @ParameterizedTest
  @CsvSource({
    // Of four decisions one was an approval, one an edit, one a rejection after 2 s, and one took it over.
    "approval-rate, 0.25, 1, 4",
    "edit-rate, 0.25, 1, 4",
    "rejection-rate, 0.25, 1, 4",
    "taken-over-rate, 0.25, 1, 4",
    "hasty-decisions, 0.25, 1, 4",
    "samples-correct, 0.3333333333333333, 1, 3",
    "samples-wrong, 0.3333333333333333, 1, 3",
    "classification-accuracy, 0.5, 1, 2",
    "tool-use-accuracy, 1, 1, 1",
    "routing-accuracy, 0.75, 3, 4",
    // won, lost, also-won and cancelled
    "started, 4, 4,",
    "completion-rate, 0.75, 3, 4",
    "exception-rate, 0.25, 1, 4",
    // People decided in lost only: samples are no question.
    "escalation-rate, 0.25, 1, 4",
    "incidents, 1, 1,",
    // (60 - 30) + (60 - 90) + (60 - 45)
    "time-saved, 15, 15, 3",
    "time-saved-each, 5, 15, 3",
    "slower-than-baseline, 0.3333333333333333, 1, 3",
    // won and also-won, of all that ended
    "conversion, 0.5, 2, 4",
    "run-failures, 0.3333333333333333, 1, 3",
    "model-failures, 0.25, 1, 4",
    "model-retries, 0.25, 1, 4",
    // Made: three that succeeded and one that failed; refused are two more, and one was rejected by a person.
    "tool-failures, 0.25, 1, 4",
    "tool-retries, 0.25, 1, 4",
    "refusals, 0.2857142857142857, 2, 7",
    "unauthorised-calls, 1, 1,",
    "policy-violations, 1, 1,",
    "compensations, 1, 1,",
    // 0.05 + 0.25 + 0.20 + 0.10
    "spend, 0.60, 0.60, 4",
    // (0.30 + 0.20 + 0.10) / 4, and by the two that were won
    "cost-per-instance, 0.15, 0.60, 4",
    "cost-per-success, 0.30, 0.60, 2",
    "model-calls, 4, 4,",
    "rehearsed, 0.25, 1, 4",
    "tokens-in, 400, 400,",
    "tokens-out, 40, 40,",
  })
  void addsUpEachFigure(String figure, double value, double numerator, Long denominator) {
    var measured = figure(monitoring(PERIOD), figure).path("measured");

    assertThat(measured.path("value").asDouble()).isEqualTo(value, within(1e-12));
    assertThat(measured.path("numerator").asDouble()).isEqualTo(numerator, within(1e-12));
    assertThat(measured.path("denominator").isNull()).isEqualTo(denominator == null);
    if (denominator != null) {
      assertThat(measured.path("denominator").asLong()).isEqualTo(denominator);
    }
  }

  @ParameterizedTest
  @CsvSource({
    // By nearest rank: of three the second, and the third.
    "turnaround-p50, 2700000, 3",
    "turnaround-p95, 5400000, 3",
    // 10 s less 4 s of waiting for people
    "run-p50, 6000, 1",
    "run-p95, 6000, 1",
    "model-p50, 2000, 3",
    "model-p95, 3000, 3",
    "tool-p50, 200, 3",
    "tool-p95, 400, 3",
  })
  void tellsTimesWithinTheirTolerance(String figure, double millis, long number) {
    var measured = figure(monitoring(PERIOD), figure).path("measured");

    assertThat(measured.path("value").asDouble()).isEqualTo(millis, within(millis * 0.026));
    assertThat(measured.path("denominator").asLong()).isEqualTo(number);
  }

  @Test
  void addsUpTheSameFromHoursAndFromDays() {
    var days = monitoring(PERIOD + "&interval=day");
    var hours = monitoring(PERIOD + "&interval=hour");
    var odd = monitoring("from=2026-01-04T05:00:00Z&to=2026-01-07T07:00:00Z&interval=day");

    for (var figure : Figure.values()) {
      var expected = figure(days, figure.id()).path("measured");
      assertThat(figure(hours, figure.id()).path("measured")).isEqualTo(expected);
      assertThat(figure(odd, figure.id()).path("measured")).isEqualTo(expected);
    }
    assertThat(series(hours, "completion-rate")).containsExactly(
      "2026-01-05T10:00:00Z 1/1",
      "2026-01-05T11:00:00Z 2/3"
    );
    assertThat(series(days, "completion-rate")).containsExactly("2026-01-05T00:00:00Z 3/4");
  }

  @Test
  void keepsToThePeriodAndTheFilter() {
    var eleven = monitoring("from=2026-01-05T11:00:00Z&to=2026-01-05T12:00:00Z");
    assertThat(value(eleven, "spend")).isEqualTo(0.10);
    assertThat(value(monitoring(PERIOD + "&agent=researcher&model=short"), "spend")).isEqualTo(
      0.25
    );
    assertThat(value(monitoring(PERIOD + "&processKey=another"), "started")).isZero();
    assertThat(value(monitoring(PERIOD + "&step=file"), "tool-failures")).isZero();

    var byTool = monitoring(PERIOD + "&tool=crm.read");
    assertThat(value(byTool, "tool-failures")).isEqualTo(1 / 3.0, within(1e-12));
    assertThat(figure(byTool, "completion-rate").at("/measured/value").isNull()).isTrue();
    assertThat(figure(byTool, "completion-rate").path("series")).isEmpty();
  }

  @Test
  void addsUpTheSameFromCoarseAndFineSums() {
    var coarse = monitoring(PERIOD + "&by=model").path("groups");
    var fine = monitoring(PERIOD + "&by=model&agent=researcher").path("groups");
    var both = monitoring(PERIOD + "&model=long&agent=researcher");
    for (var figure : List.of("spend", "model-p50", "model-p95", "model-calls", "model-retries")) {
      var measured = "/figures/" + figure;
      assertThat(group(fine, "long").at(measured)).isEqualTo(group(coarse, "long").at(measured));
      assertThat(figure(both, figure).path("measured")).isEqualTo(group(fine, "long").at(measured));
    }
    assertThat(figure(monitoring(PERIOD), "model-p95").path("measured")).isEqualTo(
      figure(monitoring(PERIOD + "&agent=researcher&processKey=measured"), "model-p95").path(
        "measured"
      )
    );
  }

  @Test
  void tellsFiguresApart() {
    var models = monitoring(PERIOD + "&by=model").path("groups");
    assertThat(models.findValuesAsText("name")).containsExactlyInAnyOrder("long", "short");
    assertThat(group(models, "long").at("/figures/spend/value").asDouble()).isEqualTo(0.35);
    assertThat(group(models, "long").at("/figures/completion-rate").isMissingNode()).isTrue();

    var tools = monitoring(PERIOD + "&by=tool").path("groups");
    assertThat(group(tools, "crm.write").at("/figures/policy-violations/value").asInt()).isEqualTo(
      1
    );
    var codes = monitoring(PERIOD + "&by=detail").path("groups");
    assertThat(
      group(codes, "permission-missing").at("/figures/unauthorised-calls/value").asInt()
    ).isEqualTo(1);
    var processes = monitoring(PERIOD + "&by=process").path("groups");
    assertThat(group(processes, "measured").at("/figures/conversion/value").asDouble()).isEqualTo(
      0.5
    );
  }

  @Test
  void listsTheRowsBehindAFigure() {
    var rows = as("auditor")
      .get("/api/monitoring/rows?figure=conversion&" + PERIOD)
      .expect(200);
    assertThat(rows.path("items").findValuesAsText("instanceId")).containsExactly(
      "also-won",
      "won"
    );
    assertThat(rows.at("/items/0/businessKey").asText()).isEqualTo("KEY-also-won");
    assertThat(
      as("auditor")
        .get("/api/monitoring/rows?figure=conversion&part=denominator&limit=3&" + PERIOD)
        .expect(200)
        .path("more")
        .asBoolean()
    ).isTrue();
    assertThat(
      as("auditor")
        .get("/api/monitoring/rows?figure=conversion&tool=crm.read&" + PERIOD)
        .status()
    ).isEqualTo(422);
  }

  @Test
  void addsUpLateRowsOnceHoweverOftenItIsDone() {
    var period = "from=2026-01-05T12:00:00Z&to=2026-01-05T13:00:00Z";
    assertThat(value(monitoring(period), "tool-failures")).isZero();

    new MeasuredRows(jdbc, "measured").call(
      "t1",
      2,
      "crm.read",
      "succeeded",
      null,
      1,
      "12:30:00Z",
      100
    );
    addUpTheDay();
    addUpTheDay();

    assertThat(
      figure(monitoring(period), "tool-failures").at("/measured/denominator").asLong()
    ).isEqualTo(1);
    assertThat(
      jdbc
        .sql(
          "SELECT sum(number) FROM measure WHERE name = 'call.made' AND span = 'day' AND cut = 'ALL'"
        )
        .query(Long.class)
        .single()
    ).isEqualTo(5);
    jdbc.sql("DELETE FROM tool_call WHERE settled_at > '2026-01-05T12:00:00Z'").update();
    addUpTheDay();
  }

  @Test
  void countsRulesThatDeniedAndRequestsThatWereRefused() {
    var denied = new AuditEntry(
      "tool.decided",
      "agent:researcher",
      null,
      "measured",
      "won",
      "research",
      "denied",
      "Denied",
      Map.of(
        "tool",
        "crm.write",
        "workId",
        MeasuredRows.id("r1"),
        "rules",
        List.of(Map.of("id", "no-writes", "table", "human-review"))
      )
    );
    new TransactionTemplate(transactions).executeWithoutResult(status -> trail.record(denied));
    as("app").get("/api/monitoring").expect(403);
    rollup.addUp(Instant.now().truncatedTo(ChronoUnit.HOURS));

    var today = monitoring("by=detail");

    assertThat(
      group(today.path("groups"), "human-review/no-writes")
        .at("/figures/rules-denied/value")
        .asInt()
    ).isEqualTo(1);
    assertThat(value(today, "unauthorised-requests")).isGreaterThanOrEqualTo(1);
    assertThat(today.path("asOf").isNull()).isFalse();
  }

  @Test
  void takesAJudgementOnAnInstanceAndItsCorrection() {
    var instance = as("app")
      .post("/api/processes/measured/instances", Map.of("variables", Map.of()))
      .expect(201)
      .path("id")
      .asText();
    var path = "/api/instances/" + instance + "/outcome";
    as("app")
      .post(path, Map.of("of", "routing", "label", "to-sales", "correct", true))
      .expect(204);
    as("operator")
      .post(path, Map.of("of", "routing", "label", "to-sales", "correct", false))
      .expect(204);
    rollup.addUp(Instant.now().truncatedTo(ChronoUnit.HOURS));

    var routing = figure(monitoring("processKey=measured&by=version"), "routing-accuracy");

    assertThat(routing.at("/measured/numerator").asInt()).isZero();
    assertThat(routing.at("/measured/denominator").asInt()).isEqualTo(1);
    assertThat(
      as("auditor")
        .post(path, Map.of("of", "routing", "label", "x", "correct", true))
        .status()
    ).isEqualTo(403);
    assertThat(
      as("app")
        .post(path, Map.of("of", "nothing", "label", "x", "correct", true))
        .status()
    ).isEqualTo(422);
  }

  @Test
  void givesTheSameAsText() {
    var csv = as("analyst")
      .get("/api/monitoring.csv?by=agent&" + PERIOD)
      .text();

    assertThat(csv.lines())
      .startsWith("category,figure,unit,by,group,at,value,numerator,denominator,definition")
      .contains(
        "cost,spend,usd,agent,researcher,,0.60000000,0.60000000,4,",
        "workflow-quality,completion-rate,ratio,,,2026-01-05T10:00:00Z,1,1,1,"
      )
      .anyMatch(line -> line.startsWith("risk,hasty-decisions,ratio,,,,0.25,1,4,\"Decisions on"));
  }

  @Test
  void refusesPeriodsThatDoNotFit() {
    var path = "/api/monitoring?from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z";
    assertThat(as("operator").get(path).status()).isEqualTo(422);
    assertThat(
      as("operator")
        .get("/api/monitoring?interval=hour&from=2026-01-01T00:00:00Z&to=2026-03-01T00:00:00Z")
        .status()
    ).isEqualTo(422);
  }

  @Test
  void isDefinedInTheGuideAsItIsHere() throws Exception {
    var guide = Files.readString(Path.of("docs/monitoring.md"));
    for (var figure : Figure.values()) {
      assertThat(guide).contains(
        "| `%s` | %s | `%s`".formatted(
          figure.id(),
          figure.definition(),
          figure.formula().numerator()
        )
      );
    }
  }

  private Api as(String person) {
    return Api.of("http://127.0.0.1:" + port).as(person);
  }

  private JsonNode monitoring(String query) {
    return as("operator")
      .get("/api/monitoring?" + query)
      .expect(200);
  }

  private static JsonNode figure(JsonNode monitoring, String id) {
    return StreamSupport.stream(monitoring.path("categories").spliterator(), false)
      .flatMap(category -> StreamSupport.stream(category.path("figures").spliterator(), false))
      .filter(figure -> figure.path("id").asText().equals(id))
      .findFirst()
      .orElseThrow();
  }

  private static double value(JsonNode monitoring, String id) {
    return figure(monitoring, id).at("/measured/value").asDouble();
  }

  private static JsonNode group(JsonNode groups, String name) {
    return StreamSupport.stream(groups.spliterator(), false)
      .filter(group -> group.path("name").asText().equals(name))
      .findFirst()
      .orElseThrow();
  }

  private static List<String> series(JsonNode monitoring, String id) {
    return StreamSupport.stream(figure(monitoring, id).path("series").spliterator(), false)
      .map(point ->
        "%s %s/%s".formatted(
          point.path("at").asText(),
          point.at("/measured/numerator").asText(),
          point.at("/measured/denominator").asText()
        )
      )
      .toList();
  }
}
