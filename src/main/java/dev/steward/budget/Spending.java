package dev.steward.budget;

import java.math.BigDecimal;

/**
 * What a model call costs.
 *
 * @param tokens input and output together
 */
public record Spending(long tokens, BigDecimal costUsd) {
  long counted(Measure measure) {
    return switch (measure) {
      case USD -> measure.counted(costUsd);
      case TOKENS -> tokens;
    };
  }
}
