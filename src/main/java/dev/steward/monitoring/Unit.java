package dev.steward.monitoring;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

enum Unit {
  /** From 0 to 1. */
  RATIO,
  COUNT,
  USD,
  MINUTES,
  MILLISECONDS;

  @JsonValue
  String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
