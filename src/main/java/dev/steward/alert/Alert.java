package dev.steward.alert;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A rule by its name, and what its figure came to when it was last read.
 *
 * @param silencedUntil until when nobody is told and nothing started
 * @param readAt null before the first time
 * @param value null where there was nothing to measure
 * @param among of how many facts it tells
 * @param firingSince null where it does not hold
 */
record Alert(
  String name,
  AlertRule rule,
  String changedBy,
  Instant changedAt,
  @Nullable Instant silencedUntil,
  @Nullable Instant readAt,
  @Nullable BigDecimal value,
  @Nullable Long among,
  @Nullable Instant firingSince
) {
  boolean isSilent(Instant now) {
    return silencedUntil != null && silencedUntil.isAfter(now);
  }
}
