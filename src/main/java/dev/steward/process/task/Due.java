package dev.steward.process.task;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** When a task is due. */
enum Due {
  OVERDUE,
  /** On this calendar day, also earlier today. */
  TODAY;

  /** @param from inclusive; @param before exclusive */
  record Period(@Nullable Instant from, @Nullable Instant before) {}

  static Period period(@Nullable Due due, @Nullable Instant before, ZoneId zone, Instant now) {
    var today = now.atZone(zone).toLocalDate();
    var from = due == TODAY ? today.atStartOfDay(zone).toInstant() : null;
    var until = switch (due) {
      case OVERDUE -> now;
      case TODAY -> today.plusDays(1).atStartOfDay(zone).toInstant();
      case null -> null;
    };
    return new Period(
      from,
      until == null || (before != null && before.isBefore(until)) ? before : until
    );
  }

  @JsonValue
  String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
