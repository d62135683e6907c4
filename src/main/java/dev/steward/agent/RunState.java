package dev.steward.agent;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Where an agent run stands. The one place that knows which step may follow which. */
enum RunState {
  QUEUED,
  RUNNING,
  AWAITING_REVIEW,
  COMPLETED,
  FAILED,
  CANCELLED;

  boolean canBecome(RunState next) {
    return switch (this) {
      case QUEUED -> next == RUNNING || next == FAILED || next == CANCELLED;
      // Also to RUNNING: another execution takes it over after a crash.
      case RUNNING -> true;
      case AWAITING_REVIEW -> next == RUNNING || next == FAILED || next == CANCELLED;
      // Only an operator's retry goes on with a failed run.
      case FAILED -> next == QUEUED;
      case COMPLETED, CANCELLED -> false;
    };
  }

  boolean hasEnded() {
    return this == COMPLETED || this == FAILED || this == CANCELLED;
  }

  /** As in the database and in JSON. */
  @JsonValue
  String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  static RunState of(String id) {
    return valueOf(id.toUpperCase(Locale.ROOT));
  }
}
