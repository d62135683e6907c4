package dev.steward.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** The whole workflow over HTTP, with agents that rehearse. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class LeadOutreachIT extends ApplicationIT {

  @AfterEach
  void mendTheDemoSystems() {
    api.as("operator").delete("/sandbox/faults").ok();
  }

  @Test
  void asksSalesAboutADraftThatBreaksARule() {
    var lead = new HashMap<>(Scenario.FITTING_LEAD);
    lead.put("message", "Do you guarantee success?");

    var id = scenario.start("breach-1", lead);

    assertThat(scenario.awaitTask(id, "revise-message").at("/groups/0").asText()).isEqualTo(
      "sales"
    );
    assertThat(
      scenario.instance(id).at("/variables/compliance/approved").asBoolean(true)
    ).isFalse();
  }

  @Test
  void sendsWhatThePersonMadeOfItAndTellsTheWholeStory() {
    var id = scenario.start("edit-1", Scenario.FITTING_LEAD);

    var review = scenario.awaitTask(id, "send-message");
    assertThat(review.path("kind").asText()).isEqualTo("tool-review");
    assertThat(review.at("/review/tool").asText()).isEqualTo("outreach.send");
    assertThat(review.at("/review/rules").findValuesAsText("id")).contains("outreach-sensitive");
    assertThat(review.at("/review/reversible").asBoolean()).isFalse();
    assertThat(review.at("/review/rehearsal").asBoolean()).isTrue();
    int sentBefore = sent().size();
    api
      .as("approver")
      .post(
        decision(review),
        Scenario.edited(review, "subject", "A question about your booking line")
      )
      .expect(204);

    scenario.awaitActive(id, "reply-received");
    assertThat(sent())
      .hasSize(sentBefore + 1)
      .allMatch(effect -> effect.path("timesApplied").asInt() == 1);
    var delivered = scenario.instance(id).at("/variables/delivery");
    assertThat(delivered.path("messageId").asText()).isNotBlank();
    api
      .as("app")
      .post(
        "/api/messages",
        Map.of(
          "name",
          "lead-replied",
          "businessKey",
          "edit-1",
          "variables",
          Map.of("reply", Map.of("body", "Yes, please call me on Monday."))
        )
      )
      .expect(204);

    var next = scenario.awaitTask(id, "decide-next");
    var form = api
      .as("approver")
      .get("/api/tasks/" + id(next) + "/form")
      .expect(200);
    assertThat(form.at("/schema/components").size()).isPositive();
    api
      .as("approver")
      .post("/api/tasks/" + id(next) + "/claim")
      .expect(200);
    api
      .as("approver")
      .post("/api/tasks/" + id(next) + "/complete", Map.of("variables", answers(form)))
      .expect(204);
    scenario.awaitState(id, "completed");

    var timeline = scenario.timeline(id);
    assertThat(timeline.getFirst().path("type").asText()).isEqualTo("started");
    assertThat(types(timeline)).contains(
      "started",
      "activity",
      "model-call",
      "verdict",
      "tool-call",
      "review",
      "task"
    );
    var decided = entries(timeline, "review").getFirst();
    assertThat(decided.path("actor").asText()).isEqualTo("approver");
    assertThat(decided.path("state").asText()).isEqualTo("edited");
    assertThat(decided.at("/detail/proposed/subject")).isNotEqualTo(
      decided.at("/detail/effective/subject")
    );
    assertThat(entries(timeline, "model-call")).allMatch(entry ->
      entry.path("rehearsal").asBoolean()
    );
    assertThat(ranArguments(timeline, "outreach.send").path("subject").asText()).isEqualTo(
      "A question about your booking line"
    );
  }

  @Test
  void takesARejectionBackToTheAgentAndThenToAPerson() {
    var id = scenario.start("reject-1", Scenario.FITTING_LEAD);
    var review = scenario.awaitTask(id, "send-message");
    int sentBefore = sent().size();

    api
      .as("approver")
      .post(
        decision(review),
        Map.of("decision", "reject", "comment", "They asked not to be written to")
      )
      .expect(204);

    scenario.awaitTask(id, "take-over");
    assertThat(sent()).hasSize(sentBefore);
    assertThat(entries(scenario.timeline(id), "verdict"))
      .filteredOn(entry -> entry.path("state").asText().equals("refused"))
      .singleElement()
      .matches(entry ->
        entry.at("/detail/reason").asText().contains("They asked not to be written to")
      );
  }

  @Test
  void writesToStandardAccountsWithoutAsking() {
    var lead = new HashMap<>(Scenario.FITTING_LEAD);
    lead.put("tier", "standard");
    var id = scenario.start("standard-1", lead);

    scenario.awaitActive(id, "reply-received");

    assertThat(entries(scenario.timeline(id), "review")).isEmpty();
  }

  @Test
  void disqualifiesOnlyWhenSureAndAsksOtherwise() {
    var unfit = scenario.start(
      "unfit-1",
      lead("Juniper Lane Studio", "ines.carvalho@juniperlane.example")
    );
    var unclear = scenario.start(
      "unclear-1",
      lead("Larkfield Foods", "jonas.holm@larkfield.example")
    );

    scenario.awaitState(unfit, "completed");
    assertThat(
      scenario.instance(unfit).at("/variables/fit/confidence").asDouble()
    ).isGreaterThanOrEqualTo(0.9);
    assertThat(scenario.state(unfit, "disqualify-lead")).isEqualTo("completed");
    var question = scenario.awaitTask(unclear, "decide-on-lead");
    assertThat(scenario.instance(unclear).at("/variables/fit/confidence").asDouble()).isLessThan(
      0.9
    );
    assertThat(question.path("groups").get(0).asText()).isEqualTo("sales");
  }

  @Test
  // Last, since after these the circuit of the CRM is open for a while.
  @Order(Integer.MAX_VALUE)
  void takesTheBookingBackWhenTheCrmCannotBeUpdated() {
    fail("crm", "update-lead", Map.of("failureRate", 1, "status", 500));
    var lead = new HashMap<>(Scenario.FITTING_LEAD);
    lead.put("tier", "standard");
    var id = scenario.start("compensate-1", lead);

    var byHand = scenario.awaitTask(id, "update-crm-by-hand");
    await().until(() -> scenario.state(id, "cancel-follow-up").equals("completed"));
    var booking = called(scenario.timeline(id), "calendar.book").at("/detail/result/bookingId");
    var cancelled = called(scenario.timeline(id), "calendar.cancel").at("/detail/result");
    assertThat(cancelled.path("bookingId")).isEqualTo(booking);
    assertThat(cancelled.path("status").asText()).isEqualTo("cancelled");

    completeWithForm(byHand);
    scenario.awaitState(id, "completed");
  }

  @Test
  @Order(Integer.MAX_VALUE)
  void doesNotLoseTheCancellationToAPersonWhoIsQuicker() {
    fail("crm", "update-lead", Map.of("failureRate", 1, "status", 500));
    fail("calendar", "cancel", Map.of("latencyMs", 3_000));
    var lead = new HashMap<>(Scenario.FITTING_LEAD);
    lead.put("tier", "standard");
    var id = scenario.start("compensate-2", lead);

    var byHand = scenario.awaitTask(id, "update-crm-by-hand");
    assertThat(scenario.state(id, "cancel-follow-up")).isEqualTo("active");
    completeWithForm(byHand);

    scenario.awaitState(id, "completed");
    assertThat(called(scenario.timeline(id), "calendar.cancel").path("state").asText()).isEqualTo(
      "succeeded"
    );
  }

  @Test
  void stopsForGoodWhenCancelled() {
    var id = scenario.start("cancel-1", Scenario.FITTING_LEAD);
    var review = scenario.awaitTask(id, "send-message");

    api
      .as("operator")
      .delete("/api/instances/" + id + "?reason=Not%20needed%20any%20more")
      .expect(204);

    assertThat(scenario.instance(id).path("state").asText()).isEqualTo("cancelled");
    assertThat(
      api.as("approver").post(decision(review), Map.of("decision", "approve")).status()
    ).isBetween(404, 409);
    assertThat(entries(scenario.timeline(id), "cancelled")).isNotEmpty();
  }

  private void fail(String system, String operation, Map<String, Object> how) {
    var fault = new HashMap<String, Object>(how);
    fault.put("system", system);
    fault.put("operation", operation);
    api.as("operator").put("/sandbox/faults", fault).ok();
  }

  private void completeWithForm(JsonNode task) {
    var form = api
      .as("approver")
      .get("/api/tasks/" + id(task) + "/form")
      .expect(200);
    api
      .as("approver")
      .post("/api/tasks/" + id(task) + "/complete", Map.of("variables", answers(form)))
      .expect(204);
  }

  private List<JsonNode> sent() {
    return scenario
      .effects()
      .stream()
      .filter(effect -> effect.path("operation").asText().equals("send"))
      .toList();
  }

  private static Map<String, String> lead(String company, String email) {
    return Map.of(
      "company",
      company,
      "contact",
      "A. Person",
      "email",
      email,
      "message",
      "Can you help us?",
      "tier",
      "standard"
    );
  }

  /** Fills in what the form wants, as a person in a hurry would. */
  private static Map<String, Object> answers(JsonNode form) {
    return FormAnswers.of(form.path("schema"));
  }

  private static String decision(JsonNode task) {
    return "/api/tasks/" + id(task) + "/decision";
  }

  private static String id(JsonNode task) {
    return task.path("id").asText();
  }

  private static List<String> types(List<JsonNode> timeline) {
    return timeline
      .stream()
      .map(entry -> entry.path("type").asText())
      .distinct()
      .toList();
  }

  private static List<JsonNode> entries(List<JsonNode> timeline, String type) {
    return timeline
      .stream()
      .filter(entry -> entry.path("type").asText().equals(type))
      .toList();
  }

  private static JsonNode called(List<JsonNode> timeline, String tool) {
    return entries(timeline, "tool-call")
      .stream()
      .filter(entry -> entry.at("/detail/tool").asText().equals(tool))
      .findFirst()
      .orElseThrow(() -> new AssertionError(tool + " was not called"));
  }

  /** The arguments on record when the call was committed to. */
  private static JsonNode ranArguments(List<JsonNode> timeline, String tool) {
    return entries(timeline, "verdict")
      .stream()
      .filter(entry -> entry.at("/detail/tool").asText().equals(tool))
      .filter(entry -> entry.path("state").asText().equals("approved"))
      .findFirst()
      .orElseThrow(() -> new AssertionError(tool + " was not cleared"))
      .at("/detail/arguments");
  }
}
