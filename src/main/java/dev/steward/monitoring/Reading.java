package dev.steward.monitoring;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * A figure at one moment.
 *
 * @param value null where there is nothing to measure, or not all of it has been added up
 * @param among of how many facts it tells; null where it is a plain number
 */
public record Reading(@Nullable BigDecimal value, @Nullable Long among) {
  static final Reading NOTHING = new Reading(null, null);
}
