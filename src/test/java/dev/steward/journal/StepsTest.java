package dev.steward.journal;

import static dev.steward.journal.Notes.held;
import static dev.steward.journal.Notes.noting;
import static dev.steward.journal.Notes.taken;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@JournalTest
class StepsTest {

  @Autowired
  GroupCommit journal;

  @Autowired
  Notes notes;

  UUID work;
  Steps steps;

  @BeforeEach
  void find() {
    work = notes.work();
    steps = at(0);
  }

  private Steps at(int epoch) {
    return new Steps(journal, taken(work, epoch), held(work, epoch + 1));
  }

  @Test
  void theFirstStepTakesTheWorkAndLaterOnesHoldIt() {
    steps.commit(noting(work, "1"));
    steps.commit(noting(work, "2"));

    assertThat(notes.epoch(work)).isOne();
    assertThat(notes.of(work)).containsExactly("1", "2");
  }

  @Test
  void whoComesSecondTakesNothing() {
    var second = at(0);
    steps.commit(noting(work, "1"));

    assertThatThrownBy(() -> second.commit(noting(work, "2"))).isInstanceOf(
      LostWorkException.class
    );
    assertThat(notes.of(work)).containsExactly("1");
    assertThat(notes.epoch(work)).isOne();
  }

  @Test
  void whatWasTakenOverIsNotWorkedOnAnyMore() {
    steps.commit(noting(work, "1"));
    at(1).commit(noting(work, "2"));

    assertThatThrownBy(() -> steps.commit(noting(work, "3"))).isInstanceOf(LostWorkException.class);
    assertThat(notes.of(work)).containsExactly("1", "2");
  }

  @Test
  void whatIsDeferredRidesWithTheNextStep() {
    steps.defer(noting(work, "1"));
    assertThat(notes.of(work)).isEmpty();

    steps.commit(noting(work, "2"));
    steps.commit(noting(work, "3"));

    assertThat(notes.of(work)).containsExactly("1", "2", "3");
  }

  @Test
  void whatIsDeferredIsSavedWhereTheWorkIsLost() {
    steps.commit(noting(work, "1"));
    steps.defer(noting(work, "2"));
    at(1).commit(new Step());

    assertThatThrownBy(() -> steps.commit(noting(work, "3"))).isInstanceOf(LostWorkException.class);
    assertThat(notes.of(work)).containsExactly("1", "2");
  }

  @Test
  void whatHappenedIsOnRecordWhereTheWorkIsLost() {
    steps.commit(noting(work, "1"));
    at(1).commit(new Step());

    assertThatThrownBy(() -> steps.record(noting(work, "2"))).isInstanceOf(LostWorkException.class);
    assertThatThrownBy(() -> steps.record(noting(work, "3").guard(held(work, 7)))).isInstanceOf(
      LostWorkException.class
    );
    assertThat(notes.of(work)).containsExactly("1", "2");
  }

  @Test
  void whatIsDeferredStaysDeferredWhereAnotherGuardFails() {
    steps.defer(noting(work, "1"));

    assertThat(steps.attempt(noting(work, "2").guard(held(work, 7)))).isFalse();
    assertThat(notes.of(work)).isEmpty();
    assertThat(notes.epoch(work)).as("not even taken").isZero();

    steps.commit(noting(work, "3"));
    assertThat(notes.of(work)).containsExactly("1", "3");
  }

  @Test
  void aGuardThatIsExpectedToHoldLosesTheWorkWhereItDoesNot() {
    assertThatThrownBy(() -> steps.commit(noting(work, "1").guard(held(work, 7)))).isInstanceOf(
      LostWorkException.class
    );
    assertThat(notes.of(work)).isEmpty();
  }

  @Test
  void flushingTakesTheWorkAndCommitsWhatIsOutstanding() {
    steps.flush();
    assertThat(notes.epoch(work)).isOne();

    steps.defer(noting(work, "1"));
    steps.flush();
    assertThat(notes.of(work)).containsExactly("1");

    at(1).commit(new Step());
    // Nothing is outstanding, so nothing is asked.
    steps.flush();
  }
}
