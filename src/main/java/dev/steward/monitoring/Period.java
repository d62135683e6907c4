package dev.steward.monitoring;

import dev.steward.problem.FieldError;
import dev.steward.problem.ProblemException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whole hours, since that is what is added up.
 *
 * @param to exclusive
 */
record Period(Instant from, Instant to, Interval interval) {
  private static final Duration USUAL = Duration.ofDays(30);
  private static final Duration LONGEST = Duration.ofDays(400);
  private static final Duration LONGEST_BY_HOUR = Duration.ofDays(14);
  private static final Duration BY_HOUR = Duration.ofDays(2);

  /**
   * @param from 30 days before the end where it is null
   * @param to now where it is null
   * @param interval hours for up to two days and days for more, where it is null
   * @throws ProblemException 422 for a period that ends before it begins or is longer than can be shown
   */
  static Period of(
    @Nullable Instant from,
    @Nullable Instant to,
    @Nullable Interval interval,
    Instant now
  ) {
    var end = hourAfter(to == null ? now : to);
    var begin = (from == null ? end.minus(USUAL) : from).truncatedTo(ChronoUnit.HOURS);
    var length = Duration.between(begin, end);
    if (!begin.isBefore(end)) {
      throw invalid("The period ends before it begins", "/from", "must be before 'to'");
    }
    var every =
      interval != null ? interval : length.compareTo(BY_HOUR) <= 0 ? Interval.HOUR : Interval.DAY;
    if (length.compareTo(every == Interval.HOUR ? LONGEST_BY_HOUR : LONGEST) > 0) {
      throw invalid(
        "The period is too long",
        "/from",
        "must be at most 400 days before 'to', and 14 days where each hour is shown"
      );
    }
    return new Period(begin, end, every);
  }

  /** The first whole day in it; not before {@link #lastDay} where it has none. */
  Instant firstDay() {
    var day = from.truncatedTo(ChronoUnit.DAYS);
    return day.equals(from) ? day : day.plus(1, ChronoUnit.DAYS);
  }

  /** The end of the last whole day in it. */
  Instant lastDay() {
    return to.truncatedTo(ChronoUnit.DAYS);
  }

  private static Instant hourAfter(Instant at) {
    var hour = at.truncatedTo(ChronoUnit.HOURS);
    return hour.equals(at) ? hour : hour.plus(1, ChronoUnit.HOURS);
  }

  private static ProblemException invalid(String title, String path, String message) {
    return ProblemException.invalid(title, List.of(new FieldError(path, message)));
  }
}
