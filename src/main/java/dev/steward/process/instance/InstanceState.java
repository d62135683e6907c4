package dev.steward.process.instance;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How an instance stands. */
enum InstanceState {
  /** The engine or an agent is at work. */
  RUNNING,
  /** For a person, a message or a time. */
  WAITING,
  COMPLETED,
  /** Something failed for good; an operator has to look. */
  FAILED,
  CANCELLED;

  @JsonValue
  String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Optional<InstanceState> find(String id) {
    return Arrays.stream(values())
      .filter(state -> state.id().equals(id))
      .findFirst();
  }
}
