package dev.steward.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class RunStateTest {

  @ParameterizedTest
  @CsvSource({
    "QUEUED,          RUNNING FAILED CANCELLED",
    "RUNNING,         QUEUED RUNNING AWAITING_REVIEW COMPLETED FAILED CANCELLED",
    "AWAITING_REVIEW, RUNNING FAILED CANCELLED",
    "COMPLETED,       ''",
    "FAILED,          QUEUED",
    "CANCELLED,       ''",
  })
  void becomes(RunState state, String next) {
    var allowed = Arrays.stream(next.split(" "))
      .filter(name -> !name.isEmpty())
      .map(RunState::valueOf)
      .toList();

    assertThat(List.of(RunState.values())).filteredOn(state::canBecome).isEqualTo(allowed);
  }

  @ParameterizedTest
  @EnumSource
  void onlyAFailureThatAnOperatorRetriesIsLeftAgain(RunState state) {
    assertThat(state.hasEnded()).isEqualTo(!state.canBecome(RunState.RUNNING));
  }

  @ParameterizedTest
  @EnumSource
  void isReadAsItIsWritten(RunState state) {
    assertThat(RunState.of(state.id())).isEqualTo(state);
  }

  @Test
  void isWrittenInLowerCase() {
    assertThat(RunState.AWAITING_REVIEW.id()).isEqualTo("awaiting_review");
  }
}
