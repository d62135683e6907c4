package dev.steward.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.steward.journal.LostWorkException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.flowable.engine.ManagementService;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** A run that is stopped, or taken over, while something outside works for it. */
class InterruptionsIT extends AgentRunIT {

  @Autowired
  ManagementService engine;

  @ParameterizedTest
  @ValueSource(strings = { "deleted", "timer" })
  void aLateAnswerIsPaidAndDiscarded(String how) {
    var asked = new CountDownLatch(1);
    var stopped = new CountDownLatch(1);
    var errand = started("errand", "app", begun ->
      begun.says(conversation -> {
        asked.countDown();
        pass(stopped);
        return begun.call("demo_note", "late");
      })
    );
    pass(asked);

    stop(errand, how);
    stopped.countDown();

    await()
      .atMost(PATIENCE)
      .until(() -> errand.attemptsInShort().equals(List.of("1.1 main discarded")));
    assertThat(errand.stored().state()).isEqualTo(RunState.CANCELLED);
    assertThat(errand.stored().tokensIn()).isPositive();
    errand.assertCharged();
    assertThat(errand.calls()).isEmpty();
    assertThat(errand.messages()).isEmpty();
    assertThat(errand.requests()).hasSize(1);
    assertThat(EFFECTS.received(errand.name(), "note")).isEmpty();
    assertThat(errand.audited("run.cancelled")).hasSize(1);
    assertThat(errand.audited("model.answered")).containsExactly("discarded");
  }

  @ParameterizedTest
  @ValueSource(ints = { 1, 2 })
  void whatAToolDidMeanwhileIsOnRecord(int calls) {
    var called = new CountDownLatch(calls);
    var stopped = new CountDownLatch(1);
    var errand = started("errand", "app", begun -> {
      EFFECTS.always(begun.name(), "note", (request, deed) -> {
        called.countDown();
        pass(stopped);
        return deed.done();
      });
      begun.says(
        IntStream.range(0, calls)
          .mapToObj(i -> begun.call("demo_note", "item " + i))
          .reduce((one, other) -> one.and(other))
          .orElseThrow(),
        done("never")
      );
    });
    pass(called);

    stop(errand, "deleted");
    stopped.countDown();

    await()
      .atMost(PATIENCE)
      .until(() ->
        errand
          .calls()
          .stream()
          .allMatch(call -> call.state().equals("succeeded"))
      );
    assertThat(errand.calls()).hasSize(calls);
    assertThat(EFFECTS.applied(errand.name())).hasSize(calls);
    assertThat(errand.stored().state()).isEqualTo(RunState.CANCELLED);
    assertThat(errand.audited("tool.executed")).hasSize(calls).containsOnly("succeeded");
    assertThat(errand.requests()).as("nobody is told any more").hasSize(1);
  }

  @Test
  void nothingIsAskedOfPeopleForARunThatWasStopped() {
    var errand = started("errand", "app", begun ->
      begun.says(begun.call("demo_pay", "a"), done("never"))
    );
    var review = errand.awaitTask("tool-review");

    stop(errand, "deleted");

    var refused = errand.decide("approver", review, Map.of("decision", "approve"));
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.code()).isEqualTo("task-already-completed");
    assertThat(errand.stored().state()).isEqualTo(RunState.CANCELLED);
    errand.perform();
    assertThat(errand.callsInShort()).containsExactly("1.0 demo.pay awaiting_review");
    assertThat(EFFECTS.received(errand.name(), "pay")).isEmpty();
  }

  private void stop(Errand errand, String how) {
    if (how.equals("timer")) {
      var timer = engine.createTimerJobQuery().processInstanceId(errand.instance()).singleResult();
      engine.moveTimerToExecutableJob(timer.getId());
      errand.awaitPassed("too-late");
    } else {
      api
        .as("operator")
        .delete("/api/instances/" + errand.instance() + "?reason=enough")
        .expect(204);
    }
  }

  /** One of two executions is stuck in the model while the other takes the run over. */
  @ParameterizedTest
  @ValueSource(booleans = { true, false })
  void ofTwoAnswersOneCounts(boolean firstIsFaster) {
    var errand = errand("clerk");
    var first = new Turn();
    var second = new Turn();
    errand.says(conversation -> {
      if (conversation.turn() == 0) {
        var turn = errand.requests().size() == 1 ? first : second;
        turn.begun.countDown();
        pass(turn.over);
        return errand.call("demo_note", "a");
      }
      return done("once");
    });

    var one = errand.performAside();
    pass(first.begun);
    var other = errand.performAside();
    pass(second.begun);
    (firstIsFaster ? first : second).over.countDown();
    (firstIsFaster ? one : other).join();
    (firstIsFaster ? second : first).over.countDown();

    assertThat(other.join()).isNull();
    if (firstIsFaster) {
      assertThat(one.join()).isInstanceOf(LostWorkException.class);
    } else {
      // The run is over: there is nothing to try again.
      assertThat(one.join()).isNull();
    }
    errand.assertDone("once");
    assertThat(errand.attemptsInShort()).containsExactly(
      "1.1 main discarded",
      "1.2 main answered",
      "2.1 main answered"
    );
    assertThat(errand.attempts()).allMatch(attempt -> attempt.usage().input() > 0);
    errand.assertCharged();
    assertThat(errand.callsInShort()).containsExactly("1.0 demo.note succeeded");
    assertThat(EFFECTS.received(errand.name(), "note")).hasSize(1);
    assertThat(errand.messages()).containsExactly("2 1 assistant", "3 2 assistant");
    assertThat(errand.audited("model.answered")).containsExactlyInAnyOrder(
      "discarded",
      "succeeded",
      "succeeded"
    );
  }

  /** What the first execution commits while the second reads the journal must not be missed. */
  @Test
  void whoTakesOverKnowsWhatWasCommittedLast() {
    var errand = errand("clerk");
    var first = new Turn();
    var last = new Turn();
    errand.says(conversation -> {
      if (errand.requests().size() == 1) {
        first.begun.countDown();
        pass(first.over);
      }
      if (conversation.turn() == 1 && errand.requests().size() == 2) {
        last.begun.countDown();
        pass(last.over);
      }
      return turns(
        errand.call("demo_note", "a").and(errand.call("demo_note", "b")),
        done("once")
      ).apply(conversation);
    });

    var one = errand.performAside();
    pass(first.begun);
    var pause = crashes.pauseBeforeTaking(errand.run());
    var other = errand.performAside();
    pass(pause.reached());
    first.over.countDown();
    pass(last.begun);
    pause.over().countDown();
    assertThat(other.join()).isNull();
    last.over.countDown();
    one.join();

    errand.assertDone("once");
    assertThat(errand.requests())
      .extracting(conversation -> conversation.turn())
      .as("the first turn is not asked for again")
      .containsExactly(0, 1, 1);
    assertThat(errand.callsInShort()).containsExactly(
      "1.0 demo.note succeeded",
      "1.1 demo.note succeeded"
    );
    assertThat(errand.attemptsInShort()).containsExactly(
      "1.1 main answered",
      "2.1 main discarded",
      "2.2 main answered"
    );
    errand.assertCharged();
  }

  /** The first execution's call is at its target when the second makes it again. */
  @Test
  void aKeyedCallOfTwoExecutionsHappensOnce() {
    var errand = errand("clerk");
    var first = new Turn();
    EFFECTS.once(errand.name(), "note", (request, deed) -> {
      first.begun.countDown();
      pass(first.over);
      return deed.done();
    });
    errand.says(errand.call("demo_note", "a"), done("once"));

    var one = errand.performAside();
    pass(first.begun);
    errand.perform();
    first.over.countDown();

    assertThat(one.join()).isNull();
    errand.assertDone("once");
    assertThat(EFFECTS.received(errand.name(), "note")).hasSize(2);
    assertThat(EFFECTS.applied(errand.name())).containsExactly("note a");
    assertThat(errand.callsInShort()).containsExactly("1.0 demo.note succeeded");
    assertThat(errand.audited("tool.executed")).hasSize(1);
    assertThat(errand.requests()).hasSize(2);
  }

  private static final class Turn {

    final CountDownLatch begun = new CountDownLatch(1);
    final CountDownLatch over = new CountDownLatch(1);
  }
}
