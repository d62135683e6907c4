package dev.steward.scenario;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.steward.testing.Api;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** What people and applications do with the lead outreach workflow, over HTTP. */
public final class Scenario {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** A lead that fits; its account decides whether a person approves the message. */
  static final Map<String, String> FITTING_LEAD = Map.of(
    "company",
    "Brightwell Clinics",
    "contact",
    "Aoife Brennan",
    "email",
    "aoife.brennan@brightwell.example",
    "message",
    "Our booking line is overloaded every morning. How have others handled this?",
    "tier",
    "sensitive"
  );

  private final Api api;

  Scenario(Api api) {
    this.api = api;
  }

  Api as(String person) {
    return api.as(person);
  }

  /** @return the instance's id */
  String start(String businessKey, Map<String, String> lead) {
    return start("lead-outreach", businessKey, Map.of("lead", lead));
  }

  /** @return the instance's id */
  String start(String process, String businessKey, Map<String, ?> variables) {
    return as("app")
      .post(
        "/api/processes/" + process + "/instances",
        Map.of("businessKey", businessKey, "variables", variables)
      )
      .expect(201)
      .path("id")
      .asText();
  }

  JsonNode instance(String id) {
    return as("operator")
      .get("/api/instances/" + id)
      .expect(200);
  }

  List<JsonNode> timeline(String id) {
    return items(
      as("operator")
        .get("/api/instances/" + id + "/timeline")
        .expect(200)
    );
  }

  /** Waits until the instance has an open task at that activity. */
  JsonNode awaitTask(String instance, String activity) {
    return await("task at " + activity)
      .atMost(Duration.ofSeconds(60))
      .until(
        () ->
          openTasks(instance)
            .filter(task -> task.path("activityId").asText().equals(activity))
            .findFirst(),
        Optional::isPresent
      )
      .orElseThrow();
  }

  /** Waits until the instance is at an activity, whether or not a person is asked there. */
  void awaitActive(String instance, String activity) {
    await("being at " + activity)
      .atMost(Duration.ofSeconds(60))
      .until(() -> state(instance, activity).equals("active"));
  }

  void awaitState(String instance, String state) {
    await("state " + state)
      .atMost(Duration.ofSeconds(60))
      .until(() -> instance(instance).path("state").asText().equals(state));
  }

  String state(String instance, String activity) {
    return items(instance(instance), "activities")
      .stream()
      .filter(entry -> entry.path("activityId").asText().equals(activity))
      .map(entry -> entry.path("state").asText())
      .findFirst()
      .orElse("");
  }

  void decide(String person, JsonNode review, String decision) {
    var comment = Map.of("decision", decision, "comment", "So decided");
    as(person)
      .post("/api/tasks/" + review.path("id").asText() + "/decision", comment)
      .expect(204);
  }

  void complete(String person, JsonNode task, Map<String, ?> variables) {
    as(person)
      .post("/api/tasks/" + task.path("id").asText() + "/complete", Map.of("variables", variables))
      .expect(204);
  }

  /** The calls on the timeline that were made, as {@code tool state}. */
  List<String> calls(String instance) {
    return timeline(instance)
      .stream()
      .filter(entry -> entry.path("type").asText().equals("tool-call"))
      .map(entry -> entry.at("/detail/tool").asText() + " " + entry.path("state").asText())
      .toList();
  }

  /** How often people were asked about a call. */
  long reviews(String instance) {
    return timeline(instance)
      .stream()
      .filter(entry -> entry.path("type").asText().equals("review"))
      .count();
  }

  /** The proposed arguments of a review with one of them changed. */
  static ObjectNode edited(JsonNode task, String argument, String value) {
    var arguments = (ObjectNode) task.at("/review/arguments").deepCopy();
    arguments.put(argument, value);
    return JSON.createObjectNode()
      .put("decision", "edit")
      .put("comment", "Put more simply")
      .set("arguments", arguments);
  }

  /** Every write the demo systems saw. */
  List<JsonNode> effects() {
    return items(as("operator").get("/sandbox/effects").expect(200));
  }

  static List<JsonNode> items(JsonNode listing) {
    return items(listing, "items");
  }

  private static List<JsonNode> items(JsonNode node, String name) {
    return StreamSupport.stream(node.path(name).spliterator(), false).toList();
  }

  private Stream<JsonNode> openTasks(String instance) {
    return items(as("operator").get("/api/tasks?scope=all&sort=newest").expect(200))
      .stream()
      .filter(task -> task.path("instanceId").asText().equals(instance));
  }
}
