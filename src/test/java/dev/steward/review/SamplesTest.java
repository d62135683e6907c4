package dev.steward.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SamplesTest {

  private static final int CALLS = 20_000;

  @ParameterizedTest
  @ValueSource(doubles = { 0, 0.1, 0.5, 1 })
  void drawsTheShare(double share) {
    var drawn = Stream.generate(UUID::randomUUID)
      .limit(CALLS)
      .filter(call -> Samples.isDrawn(call, BigDecimal.valueOf(share)))
      .count();

    // Six standard deviations of the widest of them.
    assertThat((double) drawn / CALLS).isCloseTo(share, within(share % 1 == 0 ? 0 : 0.022));
  }

  @Test
  void drawsTheSameCallEachTime() {
    var call = UUID.randomUUID();
    var share = new BigDecimal("0.5");

    assertThat(Samples.isDrawn(call, share)).isEqualTo(Samples.isDrawn(call, share));
  }
}
