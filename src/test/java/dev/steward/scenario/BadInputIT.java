package dev.steward.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.steward.testing.Api;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** What is refused, with which code, and that nothing happens then. */
class BadInputIT extends ApplicationIT {

  private static final String START = "/api/processes/lead-outreach/instances";

  @Test
  void refusesAnUnknownProcess() {
    var answer = api.as("app").post("/api/processes/no-such-process/instances", Map.of());

    assertProblem(answer, 404, "process-not-found");
  }

  @Test
  void saysWhereABodyIsNoJson() throws Exception {
    var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + START))
      .header("Content-Type", "application/json")
      .header(
        "Authorization",
        "Basic " + Base64.getEncoder().encodeToString("app:app".getBytes(StandardCharsets.UTF_8))
      )
      .POST(HttpRequest.BodyPublishers.ofString("{\"businessKey\": \"x\",\n \"variables\": {"))
      .build();

    var answer = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("malformed-json").contains("line 2");
  }

  @Test
  void namesEveryMissingUnknownOrWronglyTypedVariable() {
    int before = instances();

    var answer = api
      .as("app")
      .post(
        START,
        Map.of("variables", Map.of("lead", Map.of("company", 5, "tier", "gold"), "discount", 1))
      );

    assertProblem(answer, 422, "validation-failed");
    assertThat(answer.json().path("errors").findValuesAsText("path")).contains(
      "/variables/lead/company",
      "/variables/lead/email",
      "/variables/lead/tier",
      "/variables/discount"
    );
    assertThat(instances()).isEqualTo(before);
  }

  @Test
  void startsOnceForOneIdempotencyKey() throws Exception {
    var app = api.as("app").with("Idempotency-Key", "once-1");
    var body = Map.of("businessKey", "once-1", "variables", Map.of("lead", Scenario.FITTING_LEAD));
    List<Callable<Api.Answer>> requests = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      requests.add(() -> app.post(START, body));
    }

    var ids = new ArrayList<String>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var answer : threads.invokeAll(requests)) {
        ids.add(answer.get().expect(201).path("id").asText());
      }
    }

    assertThat(ids).hasSize(8).containsOnly(ids.getFirst());
    var other = new HashMap<>(body);
    other.put("businessKey", "another");
    assertProblem(app.post(START, other), 422, "idempotency-key-reused");
  }

  @Test
  void knowsNoSuchTask() {
    assertProblem(api.as("approver").get("/api/tasks/no-such-task"), 404, "task-not-found");
    assertProblem(
      api.as("approver").post("/api/tasks/no-such-task/decision", Map.of("decision", "approve")),
      404,
      "task-not-found"
    );
  }

  @Test
  void refusesWhoMayNotDecideAndWhatBreaksTheContract() {
    var id = scenario.start("refuse-1", Scenario.FITTING_LEAD);
    var task = scenario.awaitTask(id, "send-message");
    var path = "/api/tasks/" + task.path("id").asText();

    // Sees the task as an operator, and is in none of its groups.
    assertProblem(
      api.as("operator").post(path + "/decision", Map.of("decision", "approve")),
      403,
      "not-allowed"
    );
    // Does not even see it.
    assertProblem(api.as("app").get(path), 404, "task-not-found");
    assertProblem(api.as("approver").post(path + "/complete", Map.of()), 409, "decision-needed");
    var noReason = api.as("approver").post(path + "/decision", Map.of("decision", "reject"));
    assertProblem(noReason, 422, "validation-failed");
    assertThat(noReason.json().at("/errors/0/path").asText()).isEqualTo("/comment");
    var tooLong = api
      .as("approver")
      .post(path + "/decision", Scenario.edited(task, "subject", "x".repeat(500)));
    assertProblem(tooLong, 422, "validation-failed");
    assertThat(tooLong.json().at("/errors/0/path").asText()).isEqualTo("/arguments/subject");
    assertThat(scenario.awaitTask(id, "send-message").path("id")).isEqualTo(task.path("id"));

    api
      .as("approver")
      .post(path + "/decision", Map.of("decision", "approve"))
      .expect(204);
    assertProblem(
      api.as("approver").post(path + "/decision", Map.of("decision", "approve")),
      409,
      "task-already-completed"
    );
  }

  @Test
  void letsNobodyDecideOnWhatIsDoneInTheirOwnName() {
    var id = api
      .as("approver")
      .post(
        START,
        Map.of("businessKey", "four-eyes", "variables", Map.of("lead", Scenario.FITTING_LEAD))
      )
      .expect(201)
      .path("id")
      .asText();
    var task = scenario.awaitTask(id, "send-message");

    var answer = api
      .as("approver")
      .post("/api/tasks/" + task.path("id").asText() + "/decision", Map.of("decision", "approve"));

    assertProblem(answer, 403, "not-allowed");
    assertThat(scenario.instance(id).path("state").asText()).isEqualTo("waiting");
  }

  @Test
  void letsOnlyOneOfTwoDecisionsWin() throws Exception {
    var id = scenario.start("race-1", Scenario.FITTING_LEAD);
    var task = scenario.awaitTask(id, "send-message");
    var path = "/api/tasks/" + task.path("id").asText() + "/decision";
    List<Callable<Api.Answer>> decisions = List.of(
      () -> api.as("approver").post(path, Map.of("decision", "approve")),
      () -> api.as("approver").post(path, Map.of("decision", "reject", "comment", "No"))
    );

    var statuses = new ArrayList<Integer>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var answer : threads.invokeAll(decisions)) {
        statuses.add(answer.get().status());
      }
    }

    assertThat(statuses).containsExactlyInAnyOrder(204, 409);
  }

  @Test
  void deliversNoMessageThatNobodyWaitsFor() {
    assertProblem(
      api.as("app").post("/api/messages", Map.of("name", "lead-replied", "businessKey", "nobody")),
      404,
      "message-not-expected"
    );
  }

  private int instances() {
    return Scenario.items(api.as("operator").get("/api/instances").expect(200)).size();
  }

  private static void assertProblem(Api.Answer answer, int status, String code) {
    assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
    assertThat(answer.contentType()).hasValueSatisfying(type ->
      assertThat(type).startsWith("application/problem+json")
    );
    JsonNode problem = answer.json();
    assertThat(problem.path("code").asText()).isEqualTo(code);
    assertThat(problem.path("detail").asText()).isNotBlank();
  }
}
