package dev.steward.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Each sample workflow is driven to its end, and then an auditor asks what happened, over REST alone. */
class InstanceAccountIT extends ApplicationIT {

  @Autowired
  JdbcClient jdbc;

  @AfterEach
  void mendTheDemoSystems() {
    api.as("operator").delete("/sandbox/faults").ok();
  }

  @Test
  void tellsOfASummaryWhosePageCouldNotBeRead() {
    var request = Map.of(
      "ticket",
      "T-1001",
      "document",
      "HB-12",
      "page",
      "https://status.example/incidents/8841"
    );
    fail("web", null);
    var id = scenario.start("internal-summary", "account-1", Map.of("request", request));
    var exception = scenario.awaitTask(id, "review-exception");
    scenario.complete(
      "operator",
      exception,
      Map.of(
        "summary",
        Map.of("title", "Outage", "body", "Twice"),
        "exception",
        Map.of("file", "yes")
      )
    );
    scenario.awaitState(id, "completed");

    var account = account(id);
    assertThat(of(account, "agents", "agent", "state", "onBehalfOf")).containsExactly(
      tuple("source-reader", "completed", "app"),
      tuple("summary-writer", "completed", "app")
    );
    assertThat(of(account, "calls", "tool", "verdict", "outcome", "attempts")).containsExactly(
      tuple("tickets.read", "allowed", "succeeded", "1"),
      tuple("documents.read", "allowed", "succeeded", "1"),
      tuple("web.read", "allowed", "failed", "3"),
      tuple("notes.write", "allowed", "succeeded", "1")
    );
    assertThat(of(account, "reads", "tool", "record", "by")).containsExactly(
      tuple("tickets.read", "T-1001", "agent:source-reader"),
      tuple("documents.read", "HB-12", "agent:source-reader")
    );
    assertThat(of(account, "changes", "tool", "record", "undo", "compensation")).containsExactly(
      tuple("notes.write", "T-1001", "not-needed", "notes.withdraw")
    );
    assertThat(of(account, "people", "person", "type", "activityId")).containsExactly(
      tuple("operator", "task.completed", "review-exception")
    );
    assertThat(of(account, "failures", "type", "title", "activityId")).containsExactly(
      tuple("tool.executed", "Nothing came of web.read", "read-sources")
    );
    assertThat(of(account, "retries", "what", "times")).containsExactly(tuple("web.read", "2"));
    assertThat(of(account, "steps", "activityId"))
      .extracting(step -> step.toList().getFirst())
      .containsSubsequence(
        "summary-requested",
        "read-sources",
        "write-summary",
        "review-exception",
        "file-note",
        "summary-filed"
      );
  }

  /** As it is delivered, whatever other tests have filled in: then there would be nothing to change. */
  @BeforeEach
  @AfterEach
  void emptyTheRecord() {
    jdbc
      .sql(
        "UPDATE sandbox_crm_company SET industry = NULL, employees = NULL, note = NULL WHERE domain = 'harbourline.example'"
      )
      .update();
  }

  @Test
  void tellsOfARecordThatWasFilledIn() {
    var website = "https://harbourline.example/about";
    var id = scenario.start(
      "crm-enrichment",
      "account-2",
      Map.of(
        "account",
        Map.of(
          "company",
          "Harbourline Logistics",
          "domain",
          "harbourline.example",
          "website",
          website
        )
      )
    );
    scenario.awaitState(id, "completed");

    var account = account(id);
    assertThat(of(account, "agents", "agent", "state")).containsExactly(
      tuple("company-enricher", "completed"),
      tuple("record-checker", "completed")
    );
    assertThat(of(account, "reads", "tool", "record", "activityId")).containsExactly(
      tuple("company.lookup", "Harbourline Logistics", "research-company"),
      tuple("web.read", website, "research-company"),
      tuple("crm.read-company", "harbourline.example", "check-record")
    );
    assertThat(of(account, "changes", "tool", "record", "outcome", "undo")).containsExactly(
      tuple("crm.update-company", "harbourline.example", "succeeded", "not-needed")
    );
    assertThat(account.path("people")).isEmpty();
    assertThat(account.path("failures")).isEmpty();
    assertThat(account.path("retries")).isEmpty();
  }

  @Test
  void tellsWhatOfACancelledOutreachStands() {
    var id = scenario.start("account-3", Scenario.FITTING_LEAD);
    var review = scenario.awaitTask(id, "send-message");
    api
      .as("approver")
      .post(
        "/api/tasks/" + review.path("id").asText() + "/decision",
        Scenario.edited(review, "subject", "Your booking line")
      )
      .expect(204);
    scenario.awaitActive(id, "reply-received");
    api
      .as("operator")
      .delete("/api/instances/" + id + "?reason=They%20have%20left")
      .expect(204);

    var account = account(id);
    var email = Scenario.FITTING_LEAD.get("email");
    assertThat(account.path("state").asText()).isEqualTo("cancelled");
    assertThat(
      of(account, "people", "person", "type", "decision", "tool", "changed", "comment")
    ).containsExactly(
      tuple("approver", "review.decided", "edited", "outreach.send", "true", "Put more simply"),
      tuple("operator", "instance.cancelled", "cancelled", null, "false", "They have left")
    );
    assertThat(of(account, "changes", "tool", "record", "undo", "compensation")).containsExactly(
      tuple("outreach.send", email, "impossible", null),
      tuple("crm.log-activity", email, "needed", null),
      tuple("crm.log-activity", email, "needed", null),
      tuple("calendar.book", email, "needed", "calendar.cancel"),
      tuple("crm.update-lead", email, "needed", null)
    );
    assertThat(of(account, "reads", "tool", "record")).contains(
      tuple("company.lookup", "Brightwell Clinics"),
      tuple("crm.history", email)
    );
    assertThat(of(account, "agents", "agent")).contains(
      tuple("outreach-writer"),
      tuple("compliance-checker")
    );
  }

  @Test
  void tellsOfAPaymentThatWasTakenBack() {
    var id = scenario.start(
      "invoice-payment",
      "account-4",
      Map.of("invoice", Map.of("mail", "M-501", "supplier", "S-100"))
    );
    var review = scenario.awaitTask(id, "pay-supplier");
    fail("payments", "confirm");
    scenario.decide("approver", review, "approve");
    var byHand = scenario.awaitTask(id, "settle-by-hand");
    scenario.decide("approver", scenario.awaitTask(id, "cancel-payment"), "approve");
    await().until(() -> scenario.state(id, "cancel-payment").equals("completed"));
    scenario.complete(
      "approver",
      byHand,
      Map.of("settlement", Map.of("outcome", "finished", "comment", "Paid by cheque"))
    );
    scenario.awaitState(id, "completed");

    var account = account(id);
    assertThat(of(account, "changes", "tool", "record", "undo", "compensation")).containsExactly(
      tuple("payments.pay", "S-100", "undone", "payments.cancel")
    );
    var cancellation = items(account, "calls")
      .stream()
      .filter(call -> call.path("tool").asText().equals("payments.cancel"))
      .toList();
    assertThat(cancellation)
      .extracting(call -> call.path("callId"))
      .containsExactly(account.at("/changes/0/undoneBy"));
    assertThat(
      of(account, "people", "person", "type", "decision", "tool", "activityId")
    ).containsExactly(
      tuple("approver", "review.decided", "approved", "payments.pay", "pay-supplier"),
      tuple("approver", "review.decided", "approved", "payments.cancel", "cancel-payment"),
      tuple("approver", "task.completed", null, null, "settle-by-hand")
    );
    assertThat(of(account, "failures", "type", "activityId")).contains(
      tuple("tool.executed", "confirm-payment")
    );
    assertThat(of(account, "retries", "what", "times", "activityId")).containsExactly(
      tuple("payments.confirm", "2", "confirm-payment")
    );
    assertThat(of(account, "reads", "tool", "record")).containsExactly(
      tuple("mail.read", "M-501"),
      tuple("suppliers.read", "S-100"),
      tuple("purchasing.find-order", "S-100")
    );
  }

  @Test
  void tellsOfANoteThatTheClinicianRejected() {
    var id = scenario.start(
      "triage-note",
      "account-5",
      Map.of("contact", Map.of("patient", "P-1002", "message", "My chest feels tight."))
    );
    scenario.decide("approver", scenario.awaitTask(id, "propose-note"), "reject");
    var byHand = scenario.awaitTask(id, "write-note");
    var form = api
      .as("approver")
      .get("/api/tasks/" + byHand.path("id").asText() + "/form")
      .expect(200);
    scenario.complete("approver", byHand, FormAnswers.of(form.path("schema")));
    scenario.awaitState(id, "completed");

    var account = account(id);
    assertThat(of(account, "calls", "tool", "verdict", "outcome")).containsExactly(
      tuple("patients.read-record", "allowed", "succeeded"),
      tuple("patients.file-note", "refused", null)
    );
    assertThat(
      of(account, "people", "person", "type", "decision", "tool", "comment")
    ).containsExactly(
      tuple("approver", "review.decided", "rejected", "patients.file-note", "So decided"),
      tuple("approver", "task.completed", null, null, null)
    );
    assertThat(account.path("changes")).isEmpty();
    assertThat(of(account, "reads", "tool", "record")).containsExactly(
      tuple("patients.read-record", "P-1002")
    );
    assertThat(of(account, "failures", "type", "activityId")).contains(
      tuple("tool.decided", "propose-note")
    );
  }

  /** Every answer leads to an entry of this instance, and the costs are the sum of what models answered. */
  private JsonNode account(String id) {
    var account = api
      .as("auditor")
      .get("/api/instances/" + id + "/account")
      .expect(200);
    var entries = trail(id);
    var known = entries
      .stream()
      .map(entry -> entry.path("id").asLong())
      .toList();
    assertThat(account.findValues("entryId"))
      .isNotEmpty()
      .allMatch(entry -> known.contains(entry.asLong()));
    var answers = entries
      .stream()
      .filter(entry -> entry.path("type").asText().equals("model.answered"))
      .toList();
    assertThat(answers).isNotEmpty();
    assertThat(account.at("/cost/answers").asInt()).isEqualTo(answers.size());
    assertThat(account.at("/cost/rehearsed").asInt()).isEqualTo(answers.size());
    assertThat(account.at("/cost/outputTokens").asLong()).isEqualTo(
      answers
        .stream()
        .mapToLong(answer -> answer.at("/detail/outputTokens").asLong())
        .sum()
    );
    assertThat(
      account.path("agents").findValues("answers").stream().mapToInt(JsonNode::asInt).sum()
    ).isEqualTo(answers.size());
    return account;
  }

  private List<JsonNode> trail(String id) {
    var entries = new ArrayList<JsonNode>();
    var page = "";
    do {
      var listing = api
        .as("auditor")
        .get("/api/audit?instanceId=" + id + "&page=" + page)
        .expect(200);
      entries.addAll(Scenario.items(listing));
      page = listing.path("next").asText("");
    } while (!page.isEmpty() && !page.equals("null"));
    return entries;
  }

  private void fail(String system, String operation) {
    var fault = new HashMap<String, Object>(
      Map.of("system", system, "failureRate", 1, "status", 500)
    );
    if (operation != null) {
      fault.put("operation", operation);
    }
    api.as("operator").put("/sandbox/faults", fault).ok();
  }

  /** Some fields of every item of an answer, as texts. */
  private static List<Tuple> of(JsonNode account, String question, String... fields) {
    return items(account, question)
      .stream()
      .map(item ->
        new Tuple(
          Arrays.stream(fields)
            .map(field ->
              item.path(field).isNull() || item.path(field).isMissingNode()
                ? null
                : item.path(field).asText()
            )
            .toArray()
        )
      )
      .toList();
  }

  private static List<JsonNode> items(JsonNode account, String question) {
    return StreamSupport.stream(account.path(question).spliterator(), false).toList();
  }
}
