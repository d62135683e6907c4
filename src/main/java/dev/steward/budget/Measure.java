package dev.steward.budget;

import com.fasterxml.jackson.annotation.JsonValue;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;

/** What is counted, as a whole number: counters know no others. */
enum Measure {
  /** In billionths of a US dollar. */
  USD,
  TOKENS;

  private static final int NANO = 9;

  @JsonValue
  String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What would cost less than the smallest unit counts as one: budgets err on the careful side. */
  long counted(BigDecimal amount) {
    return (this == USD ? amount.movePointRight(NANO) : amount)
      .setScale(0, RoundingMode.CEILING)
      .longValueExact();
  }

  BigDecimal amount(long counted) {
    return this == USD
      ? BigDecimal.valueOf(counted, NANO).stripTrailingZeros()
      : BigDecimal.valueOf(counted);
  }

  /** For people. */
  String text(long counted) {
    return amount(counted).toPlainString() + (this == USD ? " USD" : " tokens");
  }
}
