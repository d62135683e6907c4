package dev.steward.policy;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Whether a version of a table counts. */
enum PolicyMode {
  ENFORCED,
  /** Evaluated and put on record beside the table of its key that is enforced, without effect. */
  SHADOW,
  RETIRED;

  @JsonValue
  String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  static PolicyMode of(String id) {
    return valueOf(id.toUpperCase(Locale.ROOT));
  }
}
