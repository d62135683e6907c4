package dev.steward.tool;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CallStateTest {

  @ParameterizedTest
  @EnumSource(names = { "SUCCEEDED", "FAILED", "REFUSED" })
  void whatIsSettledStaysSettled(CallState settled) {
    assertThat(Arrays.stream(CallState.values())).noneMatch(settled::canBecome);
  }

  @Test
  void onlyWhatWasCommittedToCanHaveHappened() {
    assertThat(CallState.PROPOSED.canBecome(CallState.SUCCEEDED)).isFalse();
    assertThat(CallState.AWAITING_REVIEW.canBecome(CallState.SUCCEEDED)).isFalse();
    assertThat(CallState.EXECUTING.canBecome(CallState.REFUSED)).isFalse();
    assertThat(CallState.EXECUTING.canBecome(CallState.UNKNOWN)).isTrue();
  }

  @Test
  void whatWasSentIsNeverSaidToHaveBeenRefused() {
    assertThat(CallState.DEFERRED.canBecome(CallState.REFUSED)).isFalse();
    assertThat(CallState.DEFERRED.canBecome(CallState.IN_DOUBT)).isTrue();
    assertThat(CallState.UNKNOWN.canBecome(CallState.REFUSED)).isFalse();
    assertThat(CallState.UNKNOWN.canBecome(CallState.IN_DOUBT)).isTrue();
  }

  @Test
  void aDoubtIsSettledAndNeverForgotten() {
    assertThat(
      Arrays.stream(CallState.values()).filter(CallState.IN_DOUBT::canBecome)
    ).containsOnly(CallState.EXECUTING, CallState.SUCCEEDED, CallState.FAILED, CallState.UNKNOWN);
  }
}
