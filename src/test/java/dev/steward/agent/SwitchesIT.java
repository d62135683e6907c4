package dev.steward.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What operators stop is stopped before its next call, and goes on where it stood. */
class SwitchesIT extends AgentRunIT {

  private static final String TOOL = "/api/tools/demo.read/switch";
  private static final String AGENT = "/api/agents/clerk/switch";
  private static final String PROCESS = "/api/processes/errand/switch";
  private static final String ALL = "/api/switches/all";

  @AfterEach
  void switchEverythingOn() {
    for (var path : new String[] { TOOL, AGENT, PROCESS, ALL }) {
      turn(path, true);
    }
  }

  @Test
  void refusesAToolThatIsSwitchedOff() {
    var errand = errand("clerk");
    errand.says(
      conversation ->
        switch (conversation.turn()) {
          case 0 -> errand.call("demo_read", "a");
          case 1 -> {
            turn(TOOL, false);
            yield errand.call("demo_read", "b");
          }
          default -> done("well");
        }
    );

    errand.perform();

    errand.assertDone("well");
    assertThat(errand.callsInShort()).containsExactly(
      "1.0 demo.read succeeded",
      "2.0 demo.read refused"
    );
    assertThat(errand.calls().getLast().result().at("/error/code").asText()).isEqualTo(
      "switched-off"
    );
    assertThat(EFFECTS.received(errand.name(), "read")).hasSize(1);
    assertThat(errand.requests().getLast().tools()).doesNotContain("demo_read");
  }

  @ParameterizedTest
  @ValueSource(strings = { AGENT, PROCESS, ALL })
  void holdsARunBeforeItsNextCallAndLetsItGoOn(String path) {
    var asked = new CountDownLatch(1);
    var answer = new CountDownLatch(1);
    var errand = started("errand", "app", begun ->
      begun.says(conversation -> {
        if (conversation.turn() == 0) {
          asked.countDown();
          pass(answer);
          return begun.call("demo_note", "a");
        }
        return done("well");
      })
    );
    pass(asked);

    turn(path, false);
    answer.countDown();

    await()
      .atMost(PATIENCE)
      .until(() -> errand.stored().state() == RunState.QUEUED);
    assertThat(errand.callsInShort()).containsExactly("1.0 demo.note proposed");
    assertThat(EFFECTS.received(errand.name(), "note")).isEmpty();

    turn(path, true);

    errand.awaitPassed("errand-run");
    assertThat(EFFECTS.applied(errand.name())).containsExactly("note a");
    assertThat(errand.requests()).hasSize(2);
  }

  @Test
  void startsNothingOfAProcessThatIsSwitchedOff() {
    turn(PROCESS, false);

    var refused = api
      .as("app")
      .post("/api/processes/errand/instances", Map.of("variables", Map.of("errand", "x")))
      .expect(409);

    assertThat(refused.path("code").asText()).isEqualTo("switched-off");
  }

  @Test
  void isForOperatorsAndKeepsARecord() {
    api
      .as("analyst")
      .put(TOOL, Map.of("enabled", false, "reason", "because"))
      .expect(403);
    api
      .as("operator")
      .put("/api/tools/no.such/switch", Map.of("enabled", false, "reason", "because"))
      .expect(404);
    api.as("operator").put(TOOL, Map.of("enabled", false)).expect(422);

    turn(TOOL, false);

    var state = api.as("auditor").get("/api/tools/demo.read").ok().path("switch");
    assertThat(state.path("enabled").asBoolean()).isFalse();
    assertThat(state.path("changedBy").asText()).isEqualTo("operator");
    assertThat(
      jdbc
        .sql(
          "SELECT title FROM audit_entry WHERE type = 'switch.turned' AND actor = 'operator' ORDER BY id DESC LIMIT 1"
        )
        .query(String.class)
        .single()
    ).contains("demo.read off");
  }

  private void turn(String path, boolean on) {
    api
      .as("operator")
      .put(path, Map.of("enabled", on, "reason", "for a test"))
      .expect(200);
  }
}
