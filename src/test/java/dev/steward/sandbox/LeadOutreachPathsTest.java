package dev.steward.sandbox;

import static dev.steward.sandbox.AnsweringEngine.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The ways through the diagram, on the engine, with answers in place of agents and tools. */
class LeadOutreachPathsTest {

  private static AnsweringEngine engine;

  @BeforeAll
  static void start() throws IOException {
    engine = new AnsweringEngine(Path.of("processes/lead-outreach.bpmn"));
  }

  @AfterAll
  static void stop() {
    engine.close();
  }

  @BeforeEach
  void answerWell() {
    engine.answer("score-fit", "{'verdict': 'qualified', 'confidence': 0.94}");
    engine.answer("check-facts", "{'employees': 4}");
    engine.answer("read-history", "{}");
    engine.answer("check-compliance", "{'approved': true}");
    engine.answer("send-message", "{'status': 'sent'}");
    engine.answer("update-crm", "{}");
  }

  @Test
  void reachesTheReplyAndThenAPerson() {
    var lead = start("P3D");
    lead.work();
    lead.receiveReply();
    lead.work();
    lead.complete("decide-next", Map.of());
    assertThat(lead.ends()).containsExactly("lead-answered");
  }

  @Test
  void plansTheCallWhenNoReplyComesByTheDeadlineGivenAtTheStart() {
    var lead = start("PT1S");
    lead.work();
    lead.passDeadline();
    lead.work();
    assertThat(lead.did("log-no-reply")).isTrue();
    assertThat(lead.ends()).containsExactly("call-follows");
  }

  @Test
  void waitsThreeDaysForAReplyUnlessToldOtherwise() {
    var lead = start(null);
    lead.work();
    assertThat(lead.variable("replyDeadline")).isEqualTo("P3D");
  }

  @Test
  void disqualifiesWithoutAPersonOnlyAtNinetyPercent() {
    engine.answer("score-fit", "{'verdict': 'disqualified', 'confidence': 0.90}");
    var unfit = start(null);
    unfit.work();
    assertThat(unfit.ends()).containsExactly("lead-disqualified");

    engine.answer("check-facts", "{'employees': 20}");
    var contradicted = start(null);
    contradicted.work();
    assertThat(contradicted.tasks()).containsExactly("decide-on-lead");

    engine.answer("check-facts", "TOOL_FAILED");
    var unknown = start(null);
    unknown.work();
    assertThat(unknown.tasks()).containsExactly("decide-on-lead");

    engine.answer("score-fit", "{'verdict': 'disqualified', 'confidence': 0.89}");
    var unclear = start(null);
    unclear.work();
    assertThat(unclear.tasks()).containsExactly("decide-on-lead");
  }

  @Test
  void followsThePersonWhoDecidesOnAnUnclearLead() {
    engine.answer("score-fit", "{'verdict': 'qualified', 'confidence': 0.72}");
    var dropped = start(null);
    dropped.work();
    dropped.complete("decide-on-lead", Map.of("decision", json("{'pursue': 'no'}")));
    dropped.work();
    assertThat(dropped.ends()).containsExactly("lead-disqualified");

    var pursued = start(null);
    pursued.work();
    pursued.complete("decide-on-lead", Map.of("decision", json("{'pursue': 'yes'}")));
    pursued.work();
    assertThat(pursued.did("send-message")).isTrue();
  }

  @Test
  void asksAPersonToReviseWhatBreaksARule() {
    engine.answer("check-compliance", "{'approved': false}");
    var revised = start(null);
    revised.work();
    revised.complete("revise-message", Map.of("revision", json("{'send': 'yes'}")));
    revised.work();
    assertThat(revised.did("send-message")).isTrue();

    var dropped = start(null);
    dropped.work();
    dropped.complete("revise-message", Map.of("revision", json("{'send': 'no'}")));
    assertThat(dropped.ends()).containsExactly("no-message");
  }

  @Test
  void handsOverToAPersonWhatWasNotSent() {
    engine.answer("send-message", "{'status': 'not-sent'}");
    var lead = start(null);
    lead.work();
    lead.complete("take-over", Map.of());
    assertThat(lead.ends()).containsExactly("handled-by-hand");
  }

  @Test
  void handsOverToAPersonWhateverAnAgentFailsWith() {
    for (var code : List.of("AGENT_FAILED", "BUDGET_EXCEEDED", "REJECTED")) {
      engine.answer("read-history", code);
      var lead = start(null);
      lead.work();
      assertThat(lead.tasks()).containsExactly("take-over");
      assertThat(lead.variable("failure")).isEqualTo(code);
    }
  }

  @Test
  void cancelsTheFollowUpWhenTheCrmCannotBeUpdated() {
    engine.answer("update-crm", "TOOL_FAILED");
    var lead = start(null);
    lead.work();
    assertThat(lead.did("cancel-follow-up")).isTrue();
    lead.complete("update-crm-by-hand", Map.of());
    assertThat(lead.ends()).containsExactly("crm-updated-by-hand");
  }

  @Test
  void doesNotLoseTheCancellationToAPersonWhoIsQuicker() {
    engine.answer("update-crm", "TOOL_FAILED");
    var lead = start(null);
    lead.workUpTo("cancel-follow-up");
    lead.complete("update-crm-by-hand", Map.of());
    assertThat(lead.ends()).isEmpty();
    lead.work();
    assertThat(lead.did("cancel-follow-up")).isTrue();
    assertThat(lead.ends()).containsExactly("crm-updated-by-hand");
  }

  private static LeadOnEngine start(@Nullable String replyDeadline) {
    var variables = new HashMap<String, Object>();
    variables.put("lead", json("{'company': 'Harbourline Logistics', 'tier': 'standard'}"));
    if (replyDeadline != null) {
      variables.put("replyDeadline", replyDeadline);
    }
    return engine.start("lead-outreach", variables);
  }
}
