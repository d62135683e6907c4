package dev.steward.process.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.steward.audit.AuditLog;
import dev.steward.audit.RecordedEntry;
import dev.steward.process.spi.Labels;
import dev.steward.process.spi.Progress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** How an operator takes an instance past work that gave up. */
class SkippedWorkIT extends EngineIT {

  private static final String REASON = "Looked up by telephone";
  private static final Map<String, ?> COMPANY = Map.of(
    "name",
    "Brightwell Clinics",
    "domain",
    "brightwell.example",
    "country",
    "IE",
    "industry",
    "Health",
    "employees",
    120,
    "revenueEur",
    1_000_000,
    "summary",
    "Clinics",
    "news",
    List.of()
  );

  @Autowired
  private AuditLog trail;

  @AfterEach
  void mendTheDemoSystems() {
    api.as("operator").delete("/sandbox/faults").ok();
  }

  @Test
  void goesOnWithTheResultThatAnOperatorGives() {
    var instance = failingLookUp();
    var incident = awaitIncident(instance);

    var expected = api.as("operator").get(skip(incident)).expect(200);
    assertThat(expected.path("variable").asText()).isEqualTo("company");
    assertThat(expected.at("/schema/required")).isNotEmpty();
    api
      .as("operator")
      .post(skip(incident), Map.of("result", COMPANY, "reason", REASON))
      .expect(204);

    awaitEnd(instance);
    assertThat(
      history
        .createHistoricVariableInstanceQuery()
        .processInstanceId(instance)
        .variableName("company")
        .singleResult()
        .getValue()
        .toString()
    ).contains("brightwell.example");
    assertThat(one("SELECT state FROM tool_call WHERE instance_id = :id", instance)).isEqualTo(
      "failed"
    );
    assertThat(
      trail
        .ofInstance(instance)
        .stream()
        .map(RecordedEntry::entry)
        .filter(entry -> entry.type().equals("incident.skipped"))
        .map(entry -> entry.actor() + ": " + entry.detail().get("reason"))
    ).containsExactly("operator: " + REASON);
    api
      .as("operator")
      .post(skip(incident), Map.of("result", COMPANY, "reason", REASON))
      .expect(404);
  }

  @Test
  void refusesWhatTheTaskIsNotToBringAbout() {
    var instance = failingLookUp();
    var incident = awaitIncident(instance);

    var problem = api
      .as("operator")
      .post(skip(incident), Map.of("result", Map.of("name", 7), "reason", REASON))
      .expect(422);

    assertThat(problem.path("errors").findValuesAsText("path")).contains("/result/name");
    api.as("operator").post(skip(incident), Map.of("result", COMPANY)).expect(422);
    assertThat(awaitIncident(instance).path("id")).isEqualTo(incident.path("id"));
    assertThat(hasEnded(instance)).isFalse();
  }

  @Test
  void takesTheRunOfAnAgentAsItIs() {
    fault(Map.of("system", "company-information", "latencyMs", 2_000));
    var instance = startAsApp("research");
    await().until(
      () ->
        jdbc
          .sql(
            """
            UPDATE agent_run SET state = 'failed', error_code = 'AGENT_FAILED', error_message = 'Broken off', ended_at = now()
            WHERE instance_id = :id AND turns = 1
            """
          )
          .param("id", instance)
          .update() == 1
    );
    var incident = awaitIncident(instance);
    var schema = api.as("operator").get(skip(incident)).expect(200).path("schema");
    assertThat(schema.path("type").asText()).isEqualTo("object");

    api
      .as("operator")
      .post(skip(incident), Map.of("result", "no object", "reason", REASON))
      .expect(422);

    assertThat(one("SELECT state FROM agent_run WHERE instance_id = :id", instance)).isEqualTo(
      "failed"
    );
  }

  @Test
  void joinsWithBranchesThatHaveArrived() {
    var broken = new AtomicBoolean();
    Probe.does(id ->
      broken.compareAndSet(false, true)
        ? new Progress.Failed("PROBE_FAILED", "Nothing there")
        : new Progress.Finished(TextNode.valueOf("done"), Labels.NONE)
    );
    var instance = start("two-branches");
    var incident = awaitIncident(instance);
    awaitIdle();

    api.as("operator").post(skip(incident), Map.of("reason", REASON)).expect(204);

    awaitEnd(instance);
  }

  @Test
  void isDoneOnceByTwoOperatorsAtTheSameTime() throws Exception {
    var instance = failingLookUp();
    var incident = awaitIncident(instance);
    Callable<Integer> attempt = () ->
      api
        .as("operator")
        .post(skip(incident), Map.of("result", COMPANY, "reason", REASON))
        .status();

    List<Future<Integer>> attempts;
    try (var both = Executors.newFixedThreadPool(2)) {
      attempts = both.invokeAll(List.of(attempt, attempt));
    }

    assertThat(List.of(attempts.get(0).get(), attempts.get(1).get())).containsExactlyInAnyOrder(
      204,
      404
    );
    awaitEnd(instance);
  }

  @Test
  void leavesStepsOfTheEngineAlone() {
    var instance = failingLookUp();
    var incident = awaitIncident(instance);
    jdbc
      .sql("UPDATE act_ru_deadletter_job SET handler_type_ = 'async-continuation' WHERE id_ = :id")
      .param("id", incident.path("id").asText())
      .update();

    var problem = api
      .as("operator")
      .post(skip(incident), Map.of("result", COMPANY, "reason", REASON))
      .expect(409);

    assertThat(problem.path("code").asText()).isEqualTo("cannot-be-skipped");
  }

  private String failingLookUp() {
    fault(Map.of("system", "company-information", "failureRate", 1, "status", 400));
    return startAsApp("look-up");
  }

  private String one(String sql, String instance) {
    return jdbc.sql(sql).param("id", instance).query(String.class).single();
  }

  private static String skip(JsonNode incident) {
    return "/api/incidents/" + incident.path("id").asText() + "/skip";
  }

  private void fault(Map<String, ?> fault) {
    api.as("operator").put("/sandbox/faults", fault).ok();
  }

  private String startAsApp(String process) {
    return api
      .as("app")
      .post(
        "/api/processes/" + process + "/instances",
        Map.of("variables", Map.of("lead", Map.of("company", "Brightwell Clinics")))
      )
      .expect(201)
      .path("id")
      .asText();
  }

  private JsonNode awaitIncident(String instance) {
    var path = "/api/incidents?instanceId=" + instance;
    await().until(() -> api.as("operator").get(path).expect(200).path("items").size() == 1);
    return api.as("operator").get(path).expect(200).path("items").get(0);
  }
}
