package dev.steward.alert;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

enum Severity {
  INFO,
  WARNING,
  CRITICAL;

  @JsonValue
  String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
