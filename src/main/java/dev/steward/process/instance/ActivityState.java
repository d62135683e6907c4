package dev.steward.process.instance;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How one activity of an instance stands. */
public enum ActivityState {
  ACTIVE,
  COMPLETED,
  /** It gave up; an operator has to look. */
  FAILED;

  @JsonValue
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
