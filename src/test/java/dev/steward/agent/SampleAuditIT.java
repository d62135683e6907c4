package dev.steward.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.steward.audit.AuditLog;
import dev.steward.audit.RecordedEntry;
import dev.steward.policy.TableText;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Calls that run without asking, some of which are judged afterwards. */
class SampleAuditIT extends AgentRunIT {

  private static final String KEY = "test-samples";

  private int version;

  @AfterEach
  void goBack() {
    api
      .as("operator")
      .put(
        "/api/policies/%s/%d/mode".formatted(KEY, version),
        Map.of("mode", "retired", "reason", "The test is over")
      )
      .expect(200);
  }

  @Test
  void hasACallJudgedThatRanWithoutAsking() {
    sample("1");
    var errand = noting();
    errand.awaitPassed("run-errand");
    assertThat(EFFECTS.applied(errand.name())).containsExactly("note a");

    var task = awaitJudging(errand);

    assertThat(task.path("name").asText()).startsWith("Judge: ");
    assertThat(task.path("groups").toString()).isEqualTo("[\"operations\"]");
    assertThat(task.at("/review/calledIn").asText()).isEqualTo(errand.instance());
    assertThat(task.at("/review/arguments/item").asText()).isEqualTo("a");
    assertThat(task.at("/review/outcome")).isEqualTo(errand.calls().getFirst().result());
    errand.decide("approver", task, Map.of("decision", "correct")).expect(404);
    assertThat(errand.decide("operator", task, Map.of("decision", "approve")).code()).isEqualTo(
      "other-decision-needed"
    );
    var unexplained = errand.decide("operator", task, Map.of("decision", "wrong"));
    assertThat(unexplained.status()).isEqualTo(422);
    assertThat(unexplained.json().at("/errors/0/path").asText()).isEqualTo("/comment");
    errand
      .decide("operator", task, Map.of("decision", "wrong", "comment", "Not this item"))
      .expect(204);

    awaitJudgement(task);
    assertThat(judged(errand)).isEqualTo("wrong: Not this item");
    assertThat(errand.decide("operator", task, Map.of("decision", "correct")).code()).isEqualTo(
      "task-already-completed"
    );
  }

  @Test
  void drawsNoneOfAShareOfNothing() {
    sample("0");
    var errand = noting();
    errand.awaitPassed("run-errand");

    assertThat(drawn(errand)).isEmpty();
    assertThat(errand.audited("tool.decided")).containsExactly("sampled");
  }

  @Test
  void drawsNoCallThatSomebodyHasApproved() {
    sample("1");
    var errand = started("cautious-errand", "app", begun ->
      begun.says(begun.call("demo_note", "a"), done("well"))
    );
    var review = errand.awaitTask("tool-review");
    errand.decide("operator", review, Map.of("decision", "approve")).expect(204);
    errand.awaitPassed("run-errand");

    assertThat(drawn(errand)).isEmpty();
  }

  @Test
  void doesNotLetAnybodyOpenAnAuditOfNothing() {
    sample("1");

    var refused = api
      .as("operator")
      .post(
        "/api/processes/sample-audit/instances",
        Map.of("variables", Map.of("sample", "anything"))
      );

    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.json().at("/errors/0/path").asText()).isEqualTo("/variables/sample");
  }

  @Test
  void forgetsASampleWhoseAuditIsCancelled() {
    sample("1");
    var errand = noting();
    var task = awaitJudging(errand);

    api
      .as("operator")
      .delete("/api/instances/" + task.path("instanceId").asText() + "?reason=Not%20needed")
      .expect(204);

    assertThat(drawn(errand)).containsExactly("cancelled");
  }

  private void sample(String share) {
    var table = TableText.ofOneRule(
      KEY,
      "sample-notes",
      "toolClass",
      "string",
      List.of("verdict", "reviewers", "share")
    ).formatted("\"write\"", "\"sample\"", "\"operations\"", share);
    version = api
      .as("operator")
      .post("/api/policies", Map.of("table", table, "mode", "enforced", "reason", "A test"))
      .expect(201)
      .at("/items/0/version")
      .asInt();
  }

  private Errand noting() {
    return started("thrifty-errand", "app", begun ->
      begun.says(begun.call("demo_note", "a"), done("well"))
    );
  }

  private JsonNode awaitJudging(Errand errand) {
    var id = await()
      .atMost(PATIENCE)
      .until(
        () ->
          jdbc
            .sql("SELECT id::text FROM review WHERE instance_id = :instance AND state = 'open'")
            .param("instance", errand.instance())
            .query(String.class)
            .optional()
            .filter(
              review ->
                api
                  .as("operator")
                  .get("/api/tasks/" + review)
                  .status() == 200
            ),
        found -> found.isPresent()
      )
      .orElseThrow();
    return api
      .as("operator")
      .get("/api/tasks/" + id)
      .ok();
  }

  private void awaitJudgement(JsonNode task) {
    await()
      .atMost(PATIENCE)
      .until(() ->
        api
          .as("operator")
          .get("/api/instances/" + task.path("instanceId").asText())
          .ok()
          .at("/variables/judgement/verdict")
          .asText()
          .equals("wrong")
      );
  }

  private List<String> drawn(Errand errand) {
    return jdbc
      .sql("SELECT state FROM review WHERE instance_id = :instance AND call_id IS NOT NULL")
      .param("instance", errand.instance())
      .query(String.class)
      .list();
  }

  private String judged(Errand errand) {
    return trail
      .find(new AuditLog.Filter(null, "sample.judged", null, null, null), null, 100)
      .stream()
      .map(RecordedEntry::entry)
      .filter(entry -> errand.instance().equals(entry.detail().get("calledIn")))
      .map(entry -> entry.state() + ": " + entry.detail().get("comment"))
      .findFirst()
      .orElseThrow();
  }
}
