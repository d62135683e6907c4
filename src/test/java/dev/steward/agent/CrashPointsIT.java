package dev.steward.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.steward.journal.Crashes;
import dev.steward.journal.Crashes.Moment;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A run that is killed before or after any one of its commits ends as if nothing had been, and so does one that is run twice. */
class CrashPointsIT extends AgentRunIT {

  private static final List<String> EFFECTS_OF_ALL = List.of(
    "note 1",
    "ship 2",
    "note 3",
    "ship 4"
  );

  private static final int COMMITS = 13;

  /** Each kind of effect that can be settled without a person, alone in its turn and beside others. */
  private Errand manyCalls() {
    var errand = errand("clerk");
    return errand.says(
      errand.call("demo_note", "1"),
      errand.call("demo_ship", "2"),
      errand
        .call("demo_note", "3")
        .and(errand.call("demo_ship", "4"))
        .and(errand.call("demo_read", "5")),
      done("all")
    );
  }

  @Test
  void commitsBeforeAndAfterWhateverHappensOutside() {
    var errand = manyCalls();

    errand.perform();

    assertAsUndisturbed(errand, 0);
    var commits = crashes.commits(errand.run());
    assertThat(commits).hasSize(COMMITS);
    assertThat(commits.getFirst()).as("take and begin").isEqualTo("agent_run, +agent_turn");
    assertThat(commits.get(1))
      .as("answer and intent")
      .isEqualTo(
        "agent_run, agent_turn, agent_run, +audit_entry, +agent_message, +audit_entry, +tool_call"
      );
    assertThat(commits.get(2))
      .as("settle and begin")
      .isEqualTo("agent_run, tool_call, +audit_entry, +agent_turn");
    assertThat(commits.get(4))
      .as("a call that must not be made twice is committed to in a step of its own")
      .isEqualTo("agent_run, tool_call, +audit_entry");
    assertThat(commits.getLast())
      .as("final answer")
      .isEqualTo(
        "agent_run, agent_turn, agent_run, +audit_entry, +agent_message, agent_run, +audit_entry"
      );
  }

  @TestFactory
  Stream<DynamicTest> endsTheSameWhereverItIsKilled() {
    var tests = new ArrayList<DynamicTest>();
    for (int commit = 1; commit <= COMMITS; commit++) {
      for (var moment : Moment.values()) {
        int number = commit;
        tests.add(
          DynamicTest.dynamicTest(moment + " " + commit, () -> {
            var errand = manyCalls();
            crashes.kill(errand.run(), moment, number);

            assertThatThrownBy(errand::perform).isInstanceOf(Crashes.Killed.class);
            errand.perform();

            assertAsUndisturbed(errand, 1);
          })
        );
      }
    }
    return tests.stream();
  }

  @ParameterizedTest
  @ValueSource(ints = { 1, 2, 3, 4, 5, 6, 7 })
  void endsTheSameWhenRunTwiceAtOnce(int killedAt) {
    var errand = manyCalls();
    crashes.kill(errand.run(), Moment.AFTER_COMMIT, killedAt);
    assertThatThrownBy(errand::perform).isInstanceOf(Crashes.Killed.class);

    var one = errand.performAside();
    var other = errand.performAside();
    one.join();
    other.join();
    // Whoever was too late has left it to the other; a third finds nothing to do or finishes what both left.
    errand.perform();

    assertAsUndisturbed(errand, 3);
  }

  /** @param askedAgain how often the model may have been asked once more */
  private static void assertAsUndisturbed(Errand errand, int askedAgain) {
    errand.assertDone("all");
    assertThat(EFFECTS.applied(errand.name())).containsExactlyInAnyOrderElementsOf(EFFECTS_OF_ALL);
    assertThat(errand.callsInShort()).containsExactly(
      "1.0 demo.note succeeded",
      "2.0 demo.ship succeeded",
      "3.0 demo.note succeeded",
      "3.1 demo.ship succeeded",
      "3.2 demo.read succeeded"
    );
    assertThat(errand.messages()).containsExactly(
      "2 1 assistant",
      "3 2 assistant",
      "4 3 assistant",
      "5 4 assistant"
    );
    assertThat(errand.requests()).hasSizeBetween(4, 4 + askedAgain);
    assertThat(
      errand
        .attempts()
        .stream()
        .filter(attempt -> attempt.state() == Attempt.State.ANSWERED)
    )
      .extracting(Attempt::turn)
      .containsExactly(1, 2, 3, 4);
    assertThat(errand.attempts()).noneMatch(attempt -> attempt.state() == Attempt.State.STARTED);
    assertThat(errand.stored().turns()).isEqualTo(4);
    errand.assertCharged();
    assertThat(ModelFaultsIT.results(errand)).containsExactly(
      "{\"item\":\"1\"}",
      "{\"item\":\"2\"}",
      "{\"item\":\"3\"}",
      "{\"item\":\"4\"}",
      "{\"item\":\"5\"}"
    );
    assertThat(errand.audited("run.completed")).hasSize(1);
    assertThat(errand.audited("tool.executed")).hasSize(5);
  }

  /** The same with people and the engine's own jobs: asked, decided, committed to, settled. */
  @TestFactory
  Stream<DynamicTest> endsTheSameAroundAReview() {
    var tests = new ArrayList<DynamicTest>();
    for (int commit = 1; commit <= 6; commit++) {
      for (var moment : Moment.values()) {
        int number = commit;
        tests.add(
          DynamicTest.dynamicTest(moment + " " + commit, () -> {
            var errand = started("errand", "app", begun -> {
              begun.says(begun.call("demo_pay", "1"), done("paid"));
              crashes.kill(begun.run(), moment, number);
            });
            var review = errand.awaitTask("tool-review");
            assertThat(EFFECTS.received(errand.name(), "pay")).isEmpty();
            errand.decide("approver", review, Map.of("decision", "approve")).ok();
            errand.awaitPassed("errand-run");

            errand.assertDone("paid");
            assertThat(EFFECTS.applied(errand.name())).containsExactly("pay 1");
            assertThat(errand.callsInShort()).containsExactly("1.0 demo.pay succeeded");
            assertThat(errand.messages()).containsExactly("2 1 assistant", "3 2 assistant");
            assertThat(errand.requests()).hasSizeBetween(2, 3);
            assertThat(reviews(errand)).containsExactly("consumed");
            assertThat(crashes.killed(errand.run())).isTrue();
            errand.assertCharged();
          })
        );
      }
    }
    return tests.stream();
  }

  private List<String> reviews(Errand errand) {
    return jdbc
      .sql("SELECT state FROM review WHERE work_id = :run")
      .param("run", errand.run())
      .query(String.class)
      .list();
  }
}
