package dev.steward.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.steward.testing.Api;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.StreamSupport;

/** A lead on its way through the process, driven over HTTP by the people and systems it meets. */
final class LeadOutreachRun {

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Api api;
  private final String businessKey;
  private final String id;

  private LeadOutreachRun(Api api, String businessKey, String id) {
    this.api = api;
    this.businessKey = businessKey;
    this.id = id;
  }

  static LeadOutreachRun start(Api api, String businessKey, Map<String, String> lead) {
    var started = api
      .as("app")
      .post(
        "/api/processes/lead-outreach/instances",
        Map.of("businessKey", businessKey, "variables", Map.of("lead", lead))
      )
      .expect(201);
    return new LeadOutreachRun(api, businessKey, started.path("id").asText());
  }

  static Map<String, String> sensitiveLead() {
    return Map.of(
      "company",
      "Brightwell Clinics",
      "contact",
      "Aoife Brennan",
      "email",
      "aoife.brennan@brightwell.example",
      "message",
      "Our booking line is overloaded every morning.",
      "tier",
      "sensitive"
    );
  }

  /** The task of that kind, once it is there; where the instance ends in another way, says how. */
  JsonNode awaitTask(String kind) {
    return Objects.requireNonNull(
      await()
        .atMost(PATIENCE)
        .until(() -> {
          var tasks = tasks();
          assertThat(instance().path("state").asText())
            .as(() -> "state, after " + story())
            .isIn("running", "waiting");
          assertThat(tasks)
            .as(() -> "tasks, after " + story())
            .allMatch(task -> task.path("kind").asText().equals(kind));
          return tasks.isEmpty() ? null : tasks.getFirst();
        }, Objects::nonNull)
    );
  }

  List<JsonNode> tasks() {
    return list(api.as("approver").get("/api/tasks?scope=candidate").ok().path("items"))
      .stream()
      .filter(task -> task.path("businessKey").asText().equals(businessKey))
      .toList();
  }

  void approve(JsonNode review) {
    api
      .as("approver")
      .post("/api/tasks/" + review.path("id").asText() + "/decision", Map.of("decision", "approve"))
      .ok();
  }

  /** Delivers the lead's answer as soon as the instance waits for one. */
  void reply(String body) {
    var message = Map.of(
      "name",
      "lead-replied",
      "businessKey",
      businessKey,
      "variables",
      Map.of("reply", Map.of("body", body))
    );
    await()
      .atMost(PATIENCE)
      .untilAsserted(() ->
        assertThat(api.as("app").post("/api/messages", message).status())
          .as(() -> "after " + story())
          .isEqualTo(204)
      );
  }

  void complete(JsonNode task, Map<String, ?> variables) {
    var path = "/api/tasks/" + task.path("id").asText();
    api
      .as("approver")
      .post(path + "/claim")
      .ok();
    api
      .as("approver")
      .post(path + "/complete", Map.of("variables", variables))
      .ok();
  }

  void awaitCompleted() {
    await()
      .atMost(PATIENCE)
      .untilAsserted(() ->
        assertThat(instance().path("state").asText())
          .as(() -> "state, after " + story())
          .isEqualTo("completed")
      );
  }

  JsonNode instance() {
    return api
      .as("operator")
      .get("/api/instances/" + id)
      .ok();
  }

  List<JsonNode> timeline() {
    return list(
      api
        .as("operator")
        .get("/api/instances/" + id + "/timeline")
        .ok()
        .path("items")
    );
  }

  List<JsonNode> timeline(String type) {
    return timeline()
      .stream()
      .filter(entry -> entry.path("type").asText().equals(type))
      .toList();
  }

  List<JsonNode> effects() {
    return list(api.as("operator").get("/sandbox/effects").ok().path("items"));
  }

  private List<String> story() {
    return timeline()
      .stream()
      .map(entry ->
        "%s %s %s %s".formatted(
          entry.path("type").asText(),
          entry.path("activityId").asText(),
          entry.path("title").asText(),
          entry.path("state").asText()
        )
      )
      .toList();
  }

  private static List<JsonNode> list(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).toList();
  }
}
