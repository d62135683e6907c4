package dev.steward.process.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What an operator's retry does to the work of agents and tools. */
class RetriedWorkIT extends EngineIT {

  @AfterEach
  void mendTheDemoSystems() {
    api.as("operator").delete("/sandbox/faults").ok();
  }

  @Test
  void proposesTheCallOfAToolTaskAnewAndKeepsTheFirst() {
    fault(Map.of("system", "company-information", "failureRate", 1, "status", 400));
    var instance = startAsApp("look-up");
    var incident = awaitIncident(instance);
    assertThat(incident.path("code").asText()).isEqualTo("TOOL_FAILED");
    api.as("operator").delete("/sandbox/faults").ok();

    assertThat(retry(incident)).isEqualTo("resolved");

    awaitEnd(instance);
    assertThat(
      jdbc
        .sql("SELECT turn || ' ' || state FROM tool_call WHERE instance_id = :id ORDER BY turn")
        .param("id", instance)
        .query(String.class)
        .list()
    ).containsExactly("1 failed", "2 succeeded");
  }

  @Test
  void letsAnAgentGoOnFromItsLastCommittedStep() {
    // The first turn is answered, and its tool takes its time.
    fault(Map.of("system", "company-information", "latencyMs", 2_000));
    var instance = startAsApp("research");
    await().until(
      () ->
        jdbc
          .sql(
            """
            UPDATE agent_run SET state = 'failed', error_code = 'AGENT_FAILED', error_message = 'Broken off',
              ended_at = now()
            WHERE instance_id = :id AND turns = 1
            """
          )
          .param("id", instance)
          .update() == 1
    );
    var incident = awaitIncident(instance);
    assertThat(incident.path("reason").asText()).isEqualTo("Broken off");

    assertThat(retry(incident)).isEqualTo("resolved");

    awaitEnd(instance);
    assertThat(
      jdbc
        .sql(
          """
          SELECT number || '.' || attempt FROM agent_turn t JOIN agent_run r ON r.id = t.run_id
          WHERE r.instance_id = :id ORDER BY number, attempt
          """
        )
        .param("id", instance)
        .query(String.class)
        .list()
    ).containsExactly("1.1", "2.1");
    assertThat(
      jdbc
        .sql("SELECT count(*) FROM audit_entry WHERE instance_id = :id AND type = 'run.reopened'")
        .param("id", instance)
        .query(Integer.class)
        .single()
    ).isEqualTo(1);
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

  private String retry(JsonNode incident) {
    return api
      .as("operator")
      .post("/api/incidents/" + incident.path("id").asText() + "/retry?wait=30")
      .expect(200)
      .path("outcome")
      .asText();
  }
}
