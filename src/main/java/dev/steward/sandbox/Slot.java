package dev.steward.sandbox;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A half-hour on a working day between 09:00 and 17:00 UTC. Its id says when it is, so none is
 * stored.
 */
record Slot(String slotId, Instant start, Instant end) {
  private static final Duration LENGTH = Duration.ofMinutes(30);
  private static final LocalTime FIRST = LocalTime.of(9, 0);
  private static final int PER_DAY = 16;
  private static final DateTimeFormatter ID = DateTimeFormatter.ofPattern("'slot-'yyyyMMdd'T'HHmm");

  /** Never today: a call needs a day's notice. */
  static List<Slot> offer(Instant now, @Nullable LocalDate from, int count) {
    var tomorrow = LocalDate.ofInstant(now, ZoneOffset.UTC).plusDays(1);
    var first = from == null || from.isBefore(tomorrow) ? tomorrow : from;
    return Stream.iterate(first, day -> day.plusDays(1))
      .filter(Slot::isWorkingDay)
      .flatMap(day -> IntStream.range(0, PER_DAY).mapToObj(number -> at(day, number)))
      .limit(count)
      .toList();
  }

  /** Empty for anything that {@link #offer} would never name. */
  static Optional<Slot> parse(String slotId) {
    try {
      var start = LocalDateTime.parse(slotId, ID);
      var number = Duration.between(FIRST, start.toLocalTime()).dividedBy(LENGTH);
      return Optional.of(at(start.toLocalDate(), (int) number))
        .filter(slot -> slot.slotId().equals(slotId))
        .filter(slot -> number >= 0 && number < PER_DAY && isWorkingDay(start.toLocalDate()));
    } catch (DateTimeParseException notOurs) {
      return Optional.empty();
    }
  }

  private static Slot at(LocalDate day, int number) {
    var start = day.atTime(FIRST).plus(LENGTH.multipliedBy(number));
    var instant = start.toInstant(ZoneOffset.UTC);
    return new Slot(ID.format(start), instant, instant.plus(LENGTH));
  }

  private static boolean isWorkingDay(LocalDate day) {
    return day.getDayOfWeek() != DayOfWeek.SATURDAY && day.getDayOfWeek() != DayOfWeek.SUNDAY;
  }
}
