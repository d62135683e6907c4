package dev.steward.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.steward.journal.Crashes;
import dev.steward.journal.Crashes.Moment;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** That an attempt may have happened is not forgotten, whatever the attempts after it say, and what has been revoked is not sent again. */
class DoubtfulCallsIT extends AgentRunIT {

  private static final String NOTE = "/api/tools/demo.note/switch";

  @BeforeEach
  void goByTheMachinesTime() {
    clock.reset();
  }

  @AfterEach
  void switchOn() {
    turn(NOTE, true);
  }

  @Test
  void takesNoOtherToolForACallThatMayHaveHappened() {
    var errand = asking("demo_relayed");
    EFFECTS.once(errand.name(), "relayed", Effects.breakAfterwards());
    EFFECTS.always(errand.name(), "relayed", Effects.busy(0));

    performToTheEnd(errand);

    errand.assertFailed("TOOL_FAILED");
    assertThat(errand.callsInShort()).containsExactly("1.0 demo.relayed unknown");
    assertThat(EFFECTS.received(errand.name(), "note")).isEmpty();
  }

  @Test
  void takesTheOtherToolWhereNothingWasEverSent() {
    var errand = asking("demo_away");

    errand.perform();

    errand.assertDone("well");
    assertThat(errand.calls().getFirst().settledBy()).isEqualTo("fallback:demo.note");
    assertThat(EFFECTS.applied(errand.name())).containsExactly("note a");
  }

  @Test
  void goesOnWithTheOtherToolWhereANodeDiedMeanwhile() {
    var errand = asking("demo_away");
    killWhenSettling(errand);

    errand.perform();

    errand.assertDone("well");
    assertThat(EFFECTS.received(errand.name(), "note"))
      .hasSize(2)
      .extracting(Effects.Request::key)
      .containsOnly(EFFECTS.received(errand.name(), "note").getFirst().key());
    assertThat(EFFECTS.applied(errand.name())).containsExactly("note a");
  }

  @Test
  void settlesWhatBecameOfTheOtherToolByItsOwnContract() {
    var errand = asking("demo_away-for-good");
    killWhenSettling(errand);

    errand.perform();

    assertThat(errand.callsInShort()).containsExactly("1.0 demo.away-for-good in_doubt");
    assertThat(EFFECTS.applied(errand.name())).containsExactly("wire a");
    assertThat(EFFECTS.received(errand.name(), "wire")).hasSize(1);
  }

  @Test
  void aRefusalOfASecondAttemptSaysNothingAboutTheFirst() {
    var errand = asking("demo_deleted");
    EFFECTS.once(errand.name(), "deleted", Effects.breakAfterwards());
    EFFECTS.once(errand.name(), "deleted", Effects.status(404));

    errand.perform();

    errand.assertFailed("TOOL_FAILED");
    assertThat(errand.callsInShort()).containsExactly("1.0 demo.deleted unknown");
  }

  @Test
  void waitsInTheDatabaseBetweenAttemptsThatAreFarApart() {
    var errand = asking("demo_patient");
    EFFECTS.once(errand.name(), "note", Effects.breakAfterwards());

    errand.perform();

    assertThat(errand.callsInShort()).containsExactly("1.0 demo.patient deferred");
    assertThat(errand.stored().state()).isEqualTo(RunState.QUEUED);

    clock.advance(Duration.ofSeconds(31));
    errand.perform();

    errand.assertDone("well");
    assertThat(EFFECTS.applied(errand.name())).containsExactly("note a");
    assertThat(errand.calls().getFirst().attempts()).isEqualTo(2);
  }

  @Test
  void asksAPersonWhereACallThatMayHaveHappenedMayNotBeRepeated() {
    var errand = asking("demo_note");
    killWhenSettling(errand, () -> turn(NOTE, false));

    errand.perform();

    assertThat(errand.callsInShort()).containsExactly("1.0 demo.note in_doubt");
    assertThat(EFFECTS.received(errand.name(), "note")).hasSize(1);
  }

  @Test
  void asksAPersonWhereADeferredCallMayHaveHappenedAndMayNotBeRepeated() {
    var errand = asking("demo_patient");
    EFFECTS.once(errand.name(), "note", Effects.breakAfterwards());
    errand.perform();
    var patient = "/api/tools/demo.patient/switch";
    turn(patient, false);
    try {
      clock.advance(Duration.ofSeconds(31));
      errand.perform();
    } finally {
      turn(patient, true);
    }

    assertThat(errand.callsInShort()).containsExactly("1.0 demo.patient in_doubt");
    assertThat(EFFECTS.received(errand.name(), "note")).hasSize(1);
  }

  @Test
  void makesNoFurtherAttemptAtAToolThatWasSwitchedOffMeanwhile() {
    var errand = asking("demo_note");
    EFFECTS.once(errand.name(), "note", (request, deed) -> {
      turn(NOTE, false);
      return new Effects.Answer(503, json.createObjectNode());
    });

    errand.perform();

    errand.assertFailed("TOOL_FAILED");
    assertThat(EFFECTS.received(errand.name(), "note")).hasSize(1);
  }

  @Test
  void listsADeferredCallThatWasSentAsUnknownWhereItsWorkIsStopped() {
    var errand = asking("demo_patient");
    EFFECTS.once(errand.name(), "note", Effects.breakAfterwards());
    errand.perform();

    transaction.executeWithoutResult(open -> task.cancel("execution-of-" + errand.name()));

    assertThat(errand.callsInShort()).containsExactly("1.0 demo.patient unknown");
  }

  private Errand asking(String tool) {
    var errand = errand(tool.equals("demo_note") ? "clerk" : "bounded");
    return errand.says(errand.call(tool, "a"), done("well"));
  }

  private void killWhenSettling(Errand errand) {
    killWhenSettling(errand, () -> {});
  }

  /** The target has had its effect, and the node dies before that is on record. */
  private void killWhenSettling(Errand errand, Runnable meanwhile) {
    var operation = List.of("note", "wire");
    for (var one : operation) {
      EFFECTS.once(errand.name(), one, (request, deed) -> {
        var answer = deed.done();
        crashes.kill(errand.run(), Moment.BEFORE_COMMIT, crashes.commits(errand.run()).size() + 1);
        return answer;
      });
    }
    assertThatThrownBy(errand::perform).isInstanceOf(Crashes.Killed.class);
    meanwhile.run();
  }

  private static void performToTheEnd(Errand errand) {
    for (int i = 0; i < 50 && !errand.stored().state().hasEnded(); i++) {
      errand.perform();
    }
  }

  private void turn(String path, boolean on) {
    api
      .as("operator")
      .put(path, Map.of("enabled", on, "reason", "for a test"))
      .expect(200);
  }
}
