package dev.steward.evaluation;

import com.fasterxml.jackson.annotation.JsonValue;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A stored evaluation.
 *
 * @param version digest of the role's text
 * @param draft whether nobody has stored that role
 * @param trials of each case
 * @param planned trials in all
 * @param message why it ended before its end
 */
record Evaluation(
  UUID id,
  String agent,
  String version,
  boolean draft,
  String model,
  int trials,
  int planned,
  BigDecimal spendLimitUsd,
  State state,
  @Nullable String message,
  String startedBy,
  Instant startedAt,
  @Nullable Instant endedAt
) {
  enum State {
    RUNNING,
    COMPLETED,
    CANCELLED,
    /** Its node has stopped. */
    INTERRUPTED,
    /** It reached its limit of money, or broke. */
    FAILED;

    @JsonValue
    String id() {
      return name().toLowerCase(Locale.ROOT);
    }

    static State of(String id) {
      return valueOf(id.toUpperCase(Locale.ROOT));
    }
  }
}
