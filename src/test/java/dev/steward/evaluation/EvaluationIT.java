package dev.steward.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.steward.scenario.ApplicationIT;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Evaluations over HTTP: side by side with the last, and nothing of them is work in earnest. */
class EvaluationIT extends ApplicationIT {

  @Autowired
  private JdbcClient jdbc;

  @Autowired
  private EvaluationRows rows;

  @Test
  void saysWhichCaseAnotherPromptMakesWorse() {
    var first = evaluate(Map.of("agent", "fit-scorer", "cases", List.of("far-too-small")));
    assertThat(first.at("/figures/passRate").asDouble()).isEqualTo(1);
    assertThat(first.at("/results/0/answer/verdict").asText()).isEqualTo("disqualified");

    var changed = source("fit-scorer").replace("employees: {below: 20}", "employees: {below: 2}");
    var second = evaluate(
      Map.of("agent", "fit-scorer", "cases", List.of("far-too-small"), "prompt", changed)
    );

    assertThat(second.at("/evaluation/draft").asBoolean()).isTrue();
    assertThat(second.at("/last/evaluation/id")).isEqualTo(first.at("/evaluation/id"));
    assertThat(second.at("/last/comparison/worse").asInt()).isOne();
    assertThat(second.at("/last/comparison/cases/0/name").asText()).isEqualTo("far-too-small");
    assertThat(second.at("/last/comparison/cases/0/change").asText()).isEqualTo("worse");
    assertThat(second.at("/results/0/findings/0/kind").asText()).isEqualTo("classification");
    assertThat(second.at("/results/0/findings/0/got").asText()).contains("qualified");
  }

  @Test
  void callsAndJournalsNothing() {
    var before = counts();

    var report = evaluate(Map.of("agent", "follow-up-coordinator", "trials", 2));

    assertThat(report.at("/done").asInt()).isEqualTo(10);
    assertThat(report.at("/results/0/calls")).isNotEmpty();
    assertThat(counts()).isEqualTo(before);
    assertThat(
      jdbc
        .sql(
          "SELECT count(*) FROM audit_entry WHERE type = 'evaluation.started' AND detail ->> 'evaluationId' = :id"
        )
        .param("id", report.at("/evaluation/id").asText())
        .query(Integer.class)
        .single()
    ).isOne();
  }

  @Test
  void isRefusedWithAPromptThatIsNoRole() {
    var answer = api
      .as("analyst")
      .post("/api/evaluations", Map.of("agent", "fit-scorer", "prompt", "name: fit-scorer"));

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.code()).isEqualTo("agent-refused");
  }

  @Test
  void namesWhatIsNotThere() {
    var analyst = api.as("analyst");
    assertThat(analyst.post("/api/evaluations", Map.of("agent", "nobody")).status()).isEqualTo(404);
    assertThat(
      analyst.post("/api/evaluations", Map.of("agent", "fit-scorer", "model", "nothing")).toString()
    ).contains("/model");
    assertThat(
      analyst
        .post("/api/evaluations", Map.of("agent", "fit-scorer", "cases", List.of("nothing")))
        .toString()
    ).contains("/cases/0");
  }

  @Test
  void isInterruptedWithItsNode() {
    var id = evaluate(Map.of("agent", "fit-scorer", "cases", List.of("far-too-small")))
      .at("/evaluation/id")
      .asText();
    jdbc
      .sql(
        "UPDATE evaluation SET state = 'running', alive_at = now() - interval '5 minutes' WHERE id = :id"
      )
      .param("id", UUID.fromString(id))
      .update();

    rows.interrupt(java.time.Duration.ofMinutes(1));

    var after = api
      .as("analyst")
      .get("/api/evaluations/" + id)
      .expect(200);
    assertThat(after.at("/evaluation/state").asText()).isEqualTo("interrupted");
    assertThat(after.at("/evaluation/message").asText()).contains("start it again");
    assertThat(
      api
        .as("analyst")
        .delete("/api/evaluations/" + id)
        .code()
    ).isEqualTo("evaluation-ended");
  }

  private JsonNode evaluate(Map<String, ?> request) {
    var id = api
      .as("analyst")
      .post("/api/evaluations", request)
      .expect(202)
      .at("/evaluation/id")
      .asText();
    return await().until(
      () ->
        api
          .as("analyst")
          .get("/api/evaluations/" + id)
          .expect(200),
      report -> report.at("/evaluation/state").asText().equals("completed")
    );
  }

  private String source(String agent) {
    var version = api
      .as("analyst")
      .get("/api/agents/" + agent)
      .expect(200)
      .path("version")
      .asText();
    return api
      .as("analyst")
      .get("/api/agents/" + agent + "/versions/" + version)
      .expect(200)
      .path("source")
      .asText();
  }

  private List<Integer> counts() {
    return List.of("agent_run", "agent_turn", "tool_call")
      .stream()
      .map(table ->
        jdbc
          .sql("SELECT count(*) FROM " + table)
          .query(Integer.class)
          .single()
      )
      .toList();
  }
}
