package dev.steward.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.monitoring.Reading;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AlertRuleTest {

  @ParameterizedTest
  @CsvSource({
    "above, 0.2001, 10, FIRES",
    "above, 0.20, 10, CALM",
    "above, 0.200, 10, CALM",
    "above, 0, 10, CALM",
    "below, 0.1999, 10, FIRES",
    "below, 0.2, 10, CALM",
    // Of fewer than asked for nothing is believed, whichever way it points.
    "above, 1, 9, UNKNOWN",
    "above, 0, 9, UNKNOWN",
    "below, 0, 0, UNKNOWN",
  })
  void comparesWithTheThreshold(
    String comparison,
    BigDecimal value,
    long among,
    Judgement expected
  ) {
    var rule = rule(Comparison.valueOf(comparison.toUpperCase(Locale.ROOT)), "PT1H");

    assertThat(rule.judge(new Reading(value, among))).isEqualTo(expected);
  }

  @Test
  void saysNothingWhereNothingWasMeasured() {
    assertThat(rule(Comparison.BELOW, "PT1H").judge(new Reading(null, 50L))).isEqualTo(
      Judgement.UNKNOWN
    );
  }

  @Test
  void believesAPlainNumber() {
    assertThat(rule(Comparison.ABOVE, "PT1H").judge(new Reading(BigDecimal.ONE, null))).isEqualTo(
      Judgement.FIRES
    );
  }

  @Test
  void measuresLikeOneThatDiffersInItsThresholdOnly() {
    var rule = rule(Comparison.ABOVE, "PT1H");

    assertThat(rule.measuresLike(rule(Comparison.BELOW, "PT60M"))).isTrue();
    assertThat(rule.measuresLike(rule(Comparison.ABOVE, "P1D"))).isFalse();
  }

  private static AlertRule rule(Comparison comparison, String window) {
    return new AlertRule(
      "run-failures",
      null,
      null,
      null,
      null,
      null,
      null,
      Duration.parse(window),
      comparison,
      new BigDecimal("0.2"),
      10,
      Severity.WARNING,
      List.of(),
      none()
    );
  }

  private static AlertRule.@Nullable Start none() {
    return null;
  }
}
