package dev.steward.control;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What a switch stops. */
public enum SwitchKind {
  TOOL,
  AGENT,
  PROCESS,
  /** Every agent and every tool; there is one such switch. */
  ALL;

  @JsonValue
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  static SwitchKind of(String id) {
    return valueOf(id.toUpperCase(Locale.ROOT));
  }
}
