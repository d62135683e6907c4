package dev.steward.monitoring;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How finely a period is cut; days are those of UTC. */
enum Interval {
  HOUR,
  DAY;

  @JsonValue
  String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
