package dev.steward.monitoring;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * A figure's value.
 *
 * @param value null where there is nothing to measure, or what it is asked for does not tell its facts apart
 * @param numerator a number of facts or what they amount to; null for times
 * @param denominator null where the figure is a plain number
 */
record Measured(
  @Nullable BigDecimal value,
  @Nullable BigDecimal numerator,
  @Nullable Long denominator
) {
  static final Measured NOT_APPLICABLE = new Measured(null, null, null);
}
