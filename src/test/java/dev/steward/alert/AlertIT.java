package dev.steward.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.steward.database.TestDatabase;
import dev.steward.monitoring.AddedUp;
import dev.steward.testing.Api;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import org.flowable.engine.RepositoryService;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;

/** Figures of real rows, added up as always. Nobody answers at the webhook, so that what is to be told stays to be seen. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@TestPropertySource(
  properties = {
    "steward.demo.leads=false",
    "steward.notification.webhook.url=http://127.0.0.1:9/hook",
    "steward.notification.webhook.secret=a-secret-of-the-test",
    "steward.notification.webhook.reach=anywhere",
  }
)
class AlertIT {

  private static final String LOOK = """
  <definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:flowable="http://flowable.org/bpmn" targetNamespace="test">
    <process id="look-into-it" name="Look into it" isExecutable="true">
      <startEvent id="start"/>
      <sequenceFlow id="f1" sourceRef="start" targetRef="look"/>
      <userTask id="look" name="Look" flowable:candidateGroups="alert-watchers"/>
      <sequenceFlow id="f2" sourceRef="look" targetRef="end"/>
      <endEvent id="end"/>
    </process>
  </definitions>
  """;

  private static final TestDatabase DATABASE = TestDatabase.fresh();

  @Autowired
  private ApplicationContext application;

  @Autowired
  private RepositoryService repository;

  @Autowired
  private Evaluation evaluation;

  @Autowired
  private JdbcClient jdbc;

  @LocalServerPort
  private int port;

  @DynamicPropertySource
  static void database(DynamicPropertyRegistry registry) {
    DATABASE.register(registry);
  }

  @BeforeEach
  void begin() {
    if (
      repository.createProcessDefinitionQuery().processDefinitionKey("look-into-it").count() == 0
    ) {
      repository.createDeployment().addString("look.bpmn", LOOK).deploy();
    }
    jdbc.sql("DELETE FROM alert_rule").update();
    jdbc.sql("DELETE FROM alert_firing").update();
  }

  @Test
  void raisesOnceTellsOnceStartsOnceAndEnds() {
    save("failing", failures("failing", true)).expect(200);
    runs("failing", "failed", 4);
    runs("failing", "completed", 5);
    judge("failing", "among", "9");
    assertThat(firings("failing")).as("nine are too few to believe").isEmpty();

    runs("failing", "failed", 1);
    judge("failing", "among", "10");
    judge("failing", "among", "10");

    var firing = firings("failing").get(0);
    assertThat(firings("failing")).hasSize(1);
    assertThat(firing.path("value").decimalValue()).isEqualByComparingTo("0.5");
    assertThat(firing.path("startState").asText()).isEqualTo("started");
    assertThat(started("operator")).containsExactly(firing.path("instanceId").asText());
    assertThat(told("failing")).isEqualTo(1);
    assertThat(entries("failing")).containsExactly(
      "alert.changed added",
      "alert.raised told",
      "alert.started started"
    );
    assertThat(
      api("auditor").get("/api/alerts").expect(200).at("/items/0/firingSince").isNull()
    ).isFalse();

    runs("failing", "completed", 30);
    judge("failing", "among", "40");
    assertThat(firings("failing").get(0).path("resolvedAt").isNull()).isFalse();
    assertThat(entries("failing")).endsWith("alert.resolved over");
    assertThat(told("failing")).isEqualTo(1);
  }

  @Test
  void raisesOnceHoweverManyLookAtTheSameTime() throws Exception {
    save("racing", failures("racing", false)).expect(200);
    runs("racing", "failed", 10);
    AddedUp.now(application);
    try (var nodes = Executors.newFixedThreadPool(8)) {
      for (int i = 0; i < 40; i++) {
        nodes.execute(evaluation::work);
      }
    }
    judge("racing", "among", "10");

    assertThat(firings("racing")).hasSize(1);
    assertThat(entries("racing"))
      .filteredOn(entry -> entry.startsWith("alert.raised"))
      .hasSize(1);
    assertThat(told("racing")).isEqualTo(1);
  }

  @Test
  void neitherEndsNorRaisesWhereNothingIsMeasured() {
    save("quiet", failures("quiet", false)).expect(200);
    runs("quiet", "failed", 10);
    judge("quiet", "among", "10");
    jdbc
      .sql(
        "DELETE FROM agent_assignment WHERE run_id IN (SELECT id FROM agent_run WHERE agent = 'quiet')"
      )
      .update();
    jdbc.sql("DELETE FROM agent_run WHERE agent = 'quiet'").update();
    judge("quiet", "among", "0");

    assertThat(firings("quiet").get(0).path("resolvedAt").isNull()).isTrue();

    api("analyst").delete("/api/alerts/quiet").expect(204);
    assertThat(entries("quiet")).endsWith("alert.resolved changed", "alert.changed deleted");
  }

  @Test
  void keepsInItsHistoryThatAStartWasRefused() {
    save("refused", failures("refused", true)).expect(200);
    jdbc
      .sql("UPDATE alert_rule SET rule = jsonb_set(rule, '{start,as}', '\"somebody-who-left\"')")
      .update();
    runs("refused", "failed", 10);
    judge("refused", "among", "10");

    var firing = firings("refused").get(0);
    assertThat(firing.path("startState").asText()).isEqualTo("failed");
    assertThat(firing.path("startError").asText()).isEqualTo(
      "somebody-who-left may not start processes"
    );
    assertThat(entries("refused")).endsWith("alert.started failed");
  }

  @Test
  void tellsNobodyWhileItIsSilenced() {
    save("silent", failures("silent", true)).expect(200);
    api("operator")
      .put("/api/alerts/silent/silence", Map.of("until", Instant.now().plusSeconds(600).toString()))
      .expect(200);
    runs("silent", "failed", 10);
    judge("silent", "among", "10");

    assertThat(firings("silent").get(0).path("silenced").asBoolean()).isTrue();
    assertThat(firings("silent").get(0).path("startState").asText()).isEqualTo("none");
    assertThat(told("silent")).isZero();
  }

  @Test
  void countsTheOpenTasksOfAGroupAndTheOverdueOnes() {
    api("operator").post("/api/processes/look-into-it/instances", Map.of()).expect(201);
    var open = jdbc
      .sql("SELECT count(*) FROM act_ru_identitylink WHERE group_id_ = 'alert-watchers'")
      .query(Long.class)
      .single();
    var load = failures(null, false);
    load.putAll(Map.of("figure", "open-tasks", "group", "alert-watchers", "minimum", 0));
    save("load", load).expect(200);
    var late = failures(null, false);
    late.putAll(Map.of("figure", "overdue-tasks", "processKey", "look-into-it", "minimum", 0));
    save("late", late).expect(200);
    jdbc
      .sql(
        "UPDATE act_ru_task SET due_date_ = now()::timestamp - interval '1 day' WHERE id_ = (SELECT min(id_) FROM act_ru_task)"
      )
      .update();

    evaluation.work();

    await().until(() -> !firings("load").isEmpty() && !firings("late").isEmpty());
    assertThat(firings("load").get(0).path("value").asLong()).isEqualTo(open);
    assertThat(firings("late").get(0).path("value").asLong()).isEqualTo(1);
  }

  @Test
  void refusesRulesThatCannotHoldNamingFieldAndReason() {
    refuses(Map.of("figure", "luck"), "/figure", "must be one of");
    refuses(Map.of("window", "PT5M"), "/window", "must be from one hour");
    refuses(Map.of("processKey", "nobody-draws-this"), "/processKey", "names no process");
    refuses(Map.of("model", "short"), "/model", "does not tell this figure's facts apart");
    refuses(Map.of("figure", "open-tasks", "minimum", 0), "/group", "is needed");
    refuses(Map.of("figure", "incidents"), "/minimum", "must be 0");
    refuses(
      Map.of("start", Map.of("processKey", "look-into-it", "as", "approver")),
      "/start/as",
      "must be you"
    );
    save("no-window", with(Map.of("window", "soon"))).expect(422);
  }

  private void refuses(Map<String, ?> change, String field, String reason) {
    var errors = save("refused", with(change)).expect(422).path("errors");
    assertThat(errors).anySatisfy(error -> {
      assertThat(error.path("path").asText()).isEqualTo(field);
      assertThat(error.path("message").asText()).contains(reason);
    });
  }

  private static Map<String, Object> with(Map<String, ?> change) {
    var rule = failures(null, false);
    rule.putAll(change);
    return rule;
  }

  private static Map<String, Object> failures(@Nullable String agent, boolean starts) {
    var rule = new HashMap<String, Object>(
      Map.of(
        "figure",
        "run-failures",
        "window",
        "PT2H",
        "comparison",
        "above",
        "threshold",
        0.2,
        "minimum",
        10,
        "severity",
        "warning",
        "tell",
        List.of("ops")
      )
    );
    if (agent != null) {
      rule.put("agent", agent);
    }
    if (starts) {
      rule.put("start", Map.of("processKey", "look-into-it", "as", "operator"));
    }
    return rule;
  }

  private Api.Answer save(String name, Map<String, ?> rule) {
    return api("operator").put("/api/alerts/" + name, rule);
  }

  private Api api(String person) {
    return Api.of("http://127.0.0.1:" + port).as(person);
  }

  private JsonNode firings(String name) {
    return api("operator")
      .get("/api/alerts/" + name + "/firings")
      .expect(200)
      .path("items");
  }

  private void runs(String agent, String state, int number) {
    for (int i = 0; i < number; i++) {
      var id = UUID.randomUUID();
      jdbc
        .sql(
          """
          INSERT INTO agent_run (id, agent, agent_version, instance_id, execution_id, activity_id, state, cost_usd,
            created_at, started_at, ended_at, waited_ms)
          VALUES (:id, :agent, 'v', 'i', 'e', 'research', :state, 0, now(), now(), now(), 0)
          """
        )
        .param("id", id)
        .param("agent", agent)
        .param("state", state)
        .update();
      jdbc
        .sql(
          """
          INSERT INTO agent_assignment (run_id, context, goal, inputs, tools, prompt, task)
          VALUES (:id, '{"processKey": "test", "processVersion": 1, "activityId": "research", "rehearsed": false}',
            '', '{}', '[]', '', '')
          """
        )
        .param("id", id)
        .update();
    }
  }

  /** Until what was added up is what was written; another thread may be at it. */
  private void judge(String alert, String column, String expected) {
    await().until(() -> {
      AddedUp.now(application);
      evaluation.work();
      return jdbc
        .sql(
          "SELECT coalesce(%s, 0)::text FROM alert_rule WHERE name = :name AND read_at IS NOT NULL".formatted(
            column
          )
        )
        .param("name", alert)
        .query(String.class)
        .optional()
        .filter(expected::equals)
        .isPresent();
    });
    await().until(
      () ->
        jdbc
          .sql("SELECT count(*) FROM alert_firing WHERE start_state = 'waiting'")
          .query(Long.class)
          .single() == 0
    );
  }

  private List<String> started(String person) {
    return jdbc
      .sql(
        "SELECT instance_id FROM process_start WHERE actor = :person AND idempotency_key LIKE 'alert:%'"
      )
      .param("person", person)
      .query(String.class)
      .list();
  }

  private long told(String alert) {
    return jdbc
      .sql(
        "SELECT count(*) FROM notification_event WHERE notice ->> 'subject' LIKE '%: ' || :alert"
      )
      .param("alert", alert)
      .query(Long.class)
      .single();
  }

  private List<String> entries(String alert) {
    return jdbc
      .sql(
        "SELECT type || ' ' || state FROM audit_entry WHERE type LIKE 'alert.%' AND detail ->> 'alert' = :alert ORDER BY id"
      )
      .param("alert", alert)
      .query(String.class)
      .list();
  }
}
