package dev.steward.notification;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

enum Channel {
  MAIL,
  WEBHOOK;

  @JsonValue
  String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Channel of(String id) {
    return valueOf(id.toUpperCase(Locale.ROOT));
  }
}
