package dev.steward.alert;

import com.fasterxml.jackson.annotation.JsonValue;
import java.math.BigDecimal;
import java.util.Locale;

enum Comparison {
  ABOVE,
  BELOW;

  @JsonValue
  String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What equals the threshold is neither above nor below it. */
  boolean holds(BigDecimal value, BigDecimal threshold) {
    int order = value.compareTo(threshold);
    return this == ABOVE ? order > 0 : order < 0;
  }
}
