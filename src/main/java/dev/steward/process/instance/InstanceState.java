package dev.steward.process.instance;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How an instance stands. */
public enum InstanceState {
  /** The engine or an agent is at work. */
  RUNNING,
  /** For a person, a message or a time. */
  WAITING,
  COMPLETED,
  /** Something failed for good; an operator has to look. */
  FAILED,
  CANCELLED;

  @JsonValue
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
