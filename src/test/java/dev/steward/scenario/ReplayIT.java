package dev.steward.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Recorded runs of the sample workflows, run again by the code of now: equal, unless something was changed. */
class ReplayIT extends ApplicationIT {

  private static final List<String> SYSTEMS = List.of(
    "company-information",
    "crm",
    "outreach",
    "calendar",
    "documents",
    "web",
    "mail",
    "purchasing",
    "payments",
    "patients"
  );

  @Autowired
  private JdbcClient jdbc;

  @Test
  void isEqualForARunThatAPersonEdited() {
    var id = scenario.start("replay-lead", Scenario.FITTING_LEAD);
    var review = scenario.awaitTask(id, "send-message");
    api
      .as("approver")
      .post(
        "/api/tasks/" + review.path("id").asText() + "/decision",
        Scenario.edited(review, "subject", "A question")
      )
      .expect(204);
    scenario.awaitActive(id, "reply-received");

    assertReplaysEqual(id);
  }

  @Test
  void isEqualForARunWhoseCallWasRejected() {
    var id = scenario.start(
      "triage-note",
      "replay-triage",
      Map.of("contact", Map.of("patient", "P-1002", "message", "My chest feels tight."))
    );
    scenario.decide("approver", scenario.awaitTask(id, "propose-note"), "reject");
    scenario.awaitTask(id, "write-note");

    assertReplaysEqual(id);
  }

  @Test
  void isEqualForInvoices() {
    assertReplaysEqual(invoice("replay-invoice"));
  }

  @Test
  void isEqualForEnrichments() {
    var id = scenario.start(
      "crm-enrichment",
      "replay-enrichment",
      Map.of(
        "account",
        Map.of(
          "company",
          "Tessermill Robotics",
          "domain",
          "tessermill.example",
          "website",
          "https://tessermill.example/about"
        )
      )
    );
    scenario.awaitTask(id, "decide-conflict");

    assertReplaysEqual(id);
  }

  @Test
  void isEqualForSummaries() {
    var id = scenario.start(
      "internal-summary",
      "replay-summary",
      Map.of(
        "request",
        Map.of(
          "ticket",
          "T-1001",
          "document",
          "HB-12",
          "page",
          "https://status.example/incidents/8841"
        )
      )
    );
    scenario.awaitState(id, "completed");

    assertReplaysEqual(id);
  }

  @Test
  void findsAnAnswerOfAToolThatWasChangedOnRecord() {
    var run = run(invoice("replay-result"), "invoice-reader");
    change(
      "UPDATE tool_call SET result = jsonb_set(result::jsonb, '{sender}', '\"nobody\"')::json WHERE work_id = :run",
      run
    );

    var replay = replay(run, "");

    assertThat(replay.at("/difference/turn").asInt()).isEqualTo(2);
    assertThat(replay.at("/difference/kind").asText()).isEqualTo("request");
  }

  @Test
  void findsAnAnswerOfTheModelThatWasChangedOnRecord() {
    var run = run(invoice("replay-answer"), "invoice-reader");
    change(
      """
      UPDATE agent_message SET body = replace(body::text, '1840', '9840')::json
      WHERE run_id = :run AND turn = 2 AND body ->> 'role' = 'assistant'
      """,
      run
    );

    var replay = replay(run, "");

    assertThat(replay.path("equal").asBoolean()).isFalse();
    assertThat(replay.at("/difference/turn").asInt()).isEqualTo(2);
    assertThat(replay.at("/difference/kind").asText()).isEqualTo("answer");
  }

  @Test
  void showsWhereAnotherPromptAsksSomethingElse() {
    var run = run(invoice("replay-version"), "invoice-reader");
    var agent = api.as("analyst").get("/api/agents/invoice-reader").expect(200);
    var before = agent.path("version").asText();
    var source = api
      .as("analyst")
      .get("/api/agents/invoice-reader/versions/" + before)
      .expect(200)
      .path("source")
      .asText();
    var after = api
      .as("analyst")
      .post(
        "/api/agents/invoice-reader/versions",
        Map.of(
          "source",
          source.replace("Copy, do not correct.", "Copy and correct."),
          "comment",
          "A test",
          "basedOn",
          before
        )
      )
      .expect(201)
      .path("version")
      .asText();
    api
      .as("analyst")
      .put(
        "/api/agents/invoice-reader/version",
        Map.of("version", before, "basedOn", after, "comment", "The test is over")
      )
      .expect(200);

    var replay = replay(run, "?version=" + after);

    assertThat(replay.at("/difference/turn").asInt()).isOne();
    assertThat(replay.at("/difference/field").asText()).isEqualTo("system prompt");
    assertThat(replay.at("/difference/recorded").asText()).contains("Copy, do not correct.");
    assertThat(replay.at("/difference/now").asText()).contains("Copy and correct.");
    assertThat(replay(run, "").path("equal").asBoolean()).isTrue();
  }

  @Test
  void becomesACaseThatHidesWhoWrote() {
    var instance = invoice("replay-case");
    var run = run(instance, "invoice-reader");

    var answer = api.as("analyst").post("/api/runs/" + run + "/case");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.text())
      .contains("mail.read", "PO-7001", "/readable", "@masked.example")
      .doesNotContain("DE02120300000000202051");
    assertThat(scenario.timeline(instance)).isNotEmpty();
    assertThat(
      jdbc
        .sql(
          "SELECT count(*) FROM audit_entry WHERE type = 'case.taken' AND instance_id = :instance"
        )
        .param("instance", instance)
        .query(Integer.class)
        .single()
    ).isOne();
  }

  private String invoice(String key) {
    var id = scenario.start(
      "invoice-payment",
      key,
      Map.of("invoice", Map.of("mail", "M-501", "supplier", "S-100"))
    );
    scenario.awaitTask(id, "pay-supplier");
    return id;
  }

  private void assertReplaysEqual(String instance) {
    var before = journal();
    var ended = runs(instance)
      .stream()
      .filter(run -> run.path("state").asText().equals("completed"))
      .toList();
    assertThat(ended).isNotEmpty();
    takeEverySystemAway();
    try {
      for (var run : ended) {
        var replay = replay(run.path("id").asText(), "");
        assertThat(replay.path("difference").isNull()).as(replay.toPrettyString()).isTrue();
        assertThat(replay.at("/steps/0/digest").asText()).hasSize(64);
        assertThat(replay.path("steps").findValuesAsText("kind")).endsWith("answer", "end");
      }
    } finally {
      api.as("operator").delete("/sandbox/faults").ok();
    }
    assertThat(journal()).as("what was called meanwhile").isEqualTo(before);
  }

  /** Whoever asked one of them would hear so, and go on otherwise. */
  private void takeEverySystemAway() {
    for (var system : SYSTEMS) {
      api
        .as("operator")
        .put("/sandbox/faults", Map.of("system", system, "failureRate", 1, "status", 400))
        .ok();
    }
  }

  private List<JsonNode> runs(String instance) {
    var all = api
      .as("operator")
      .get("/api/runs?instanceId=" + instance)
      .expect(200)
      .path("items");
    return StreamSupport.stream(all.spliterator(), false).toList();
  }

  private String run(String instance, String agent) {
    return runs(instance)
      .stream()
      .filter(run -> run.path("agent").asText().equals(agent))
      .findFirst()
      .orElseThrow()
      .path("id")
      .asText();
  }

  private JsonNode replay(String run, String query) {
    return api
      .as("analyst")
      .post("/api/runs/" + run + "/replay" + query)
      .expect(200);
  }

  private void change(String sql, String run) {
    assertThat(jdbc.sql(sql).param("run", UUID.fromString(run)).update()).isPositive();
  }

  private List<Integer> journal() {
    return List.of("agent_turn", "agent_message", "tool_call")
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
