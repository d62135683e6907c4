package dev.steward.process.check;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ValuesTest {

  @ParameterizedTest
  @ValueSource(strings = { "P400D", "P10Y", "P1Y6M", "P2W", " P90D " })
  void takesPeriodsOfWholeDays(String period) {
    assertThat(Values.problem(period, Vocabulary.Kind.PERIOD)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = { "", "P", "P0D", "P-1D", "PT1H", "400", "for ever", "${days}", "P9999Y" })
  void refusesWhatNobodyCouldGoBy(String period) {
    assertThat(Values.problem(period, Vocabulary.Kind.PERIOD))
      .get()
      .extracting(Values.Problem::rule)
      .isEqualTo(Rule.VALUE_NOT_ALLOWED);
  }
}
