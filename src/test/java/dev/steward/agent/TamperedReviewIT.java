package dev.steward.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Map;
import org.flowable.engine.RuntimeService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** What runs is what a person has approved, whatever has become of it since in the database. */
class TamperedReviewIT extends AgentRunIT {

  @Autowired
  RuntimeService engine;

  @AfterEach
  void goBackToTheTimeOfTheMachine() {
    clock.reset();
  }

  @ParameterizedTest
  @ValueSource(
    strings = {
      "effective_arguments = json_build_object('errand', :errand::text, 'item', 'b')",
      "effective_digest = repeat('0', 64)",
      "state = 'consumed'",
    }
  )
  void refusesWhatWasChangedAfterTheApproval(String change) {
    var errand = approvedAnd(begun ->
      jdbc
        .sql("UPDATE review SET " + change + " WHERE work_id = :run AND :errand <> ''")
        .param("run", begun.run())
        .param("errand", begun.name())
        .update()
    );

    assertRefused(errand);
  }

  @Test
  void refusesAnApprovalThatHasExpired() {
    var errand = approvedAnd(begun -> clock.advance(Duration.ofHours(25)));

    assertRefused(errand);
  }

  @Test
  void runsWhatWasApprovedThoughTheCallAndTheVariablesWereChanged() {
    var errand = approvedAnd(begun -> {
      jdbc
        .sql(
          "UPDATE tool_call SET arguments = json_build_object('errand', :errand::text, 'item', 'b') WHERE work_id = :run"
        )
        .param("run", begun.run())
        .param("errand", begun.name())
        .update();
      engine.setVariable(begun.instance(), "errand", "somebody else's");
    });

    errand.awaitPassed("run-errand");
    assertThat(EFFECTS.applied(errand.name())).containsExactly("pay a");
    assertThat(EFFECTS.applied("somebody else's")).isEmpty();
  }

  private interface Meanwhile {
    void happens(Errand errand);
  }

  /** Between the approval and the execution that acts on it, which an operator holds for so long. */
  private Errand approvedAnd(Meanwhile meanwhile) {
    var errand = started("errand", "app", begun ->
      begun.says(begun.call("demo_pay", "a"), done("well"))
    );
    var review = errand.awaitTask("tool-review");
    hold(true);
    try {
      errand.decide("approver", review, Map.of("decision", "approve")).expect(204);
      await()
        .atMost(PATIENCE)
        .until(() -> errand.stored().state() == RunState.QUEUED);
      meanwhile.happens(errand);
    } finally {
      hold(false);
    }
    return errand;
  }

  private void hold(boolean held) {
    api
      .as("operator")
      .put("/api/agents/clerk/switch", Map.of("enabled", !held, "reason", "A test"))
      .expect(200);
  }

  private static void assertRefused(Errand errand) {
    errand.awaitPassed("run-errand");
    assertThat(errand.callsInShort()).containsExactly("1.0 demo.pay refused");
    assertThat(errand.calls().getFirst().result().at("/error/code").asText()).isEqualTo(
      "approval-void"
    );
    assertThat(errand.audited("tool.decided")).containsExactly("needs-review", "refused");
    assertThat(EFFECTS.received(errand.name(), "pay")).isEmpty();
  }
}
