package dev.steward.agent;

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
      case QUEUED -> next == RUNNING || next == CANCELLED;
      case RUNNING -> next == RUNNING ||
        next == AWAITING_REVIEW ||
        next == COMPLETED ||
        next == FAILED ||
        next == CANCELLED;
      case AWAITING_REVIEW -> next == RUNNING || next == CANCELLED;
      case FAILED -> next == QUEUED;
      case COMPLETED, CANCELLED -> false;
    };
  }

  boolean hasEnded() {
    return this == COMPLETED || this == FAILED || this == CANCELLED;
  }

  String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  static RunState of(String id) {
    return valueOf(id.toUpperCase(Locale.ROOT));
  }
}
