package dev.steward.tool;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Where a tool call stands. The one place that knows which step may follow which. */
public enum CallState {
  PROPOSED,
  AWAITING_REVIEW,
  /** Committed to: from here on it may have happened. */
  EXECUTING,
  /** Waits until its target takes it, or until the process it started has ended. */
  DEFERRED,
  /** It may have happened, and a person is asked. */
  IN_DOUBT,
  SUCCEEDED,
  /** The target said no, or it is settled that nothing happened. */
  FAILED,
  /** Never sent. */
  REFUSED,
  /** Sent, and nobody knows what became of it; to send it again would do no harm. */
  UNKNOWN;

  boolean canBecome(CallState next) {
    return switch (this) {
      case PROPOSED -> next == AWAITING_REVIEW || next == EXECUTING || next == REFUSED;
      case AWAITING_REVIEW -> next == AWAITING_REVIEW || next == EXECUTING || next == REFUSED;
      case EXECUTING -> next != PROPOSED && next != AWAITING_REVIEW && next != REFUSED;
      case DEFERRED -> next == EXECUTING ||
        next == AWAITING_REVIEW ||
        next == IN_DOUBT ||
        next == SUCCEEDED ||
        next == FAILED ||
        next == UNKNOWN;
      // Unknown for good where the work it belongs to is stopped.
      case IN_DOUBT -> next == EXECUTING || next == SUCCEEDED || next == FAILED || next == UNKNOWN;
      // Only after an operator's retry of the whole run.
      case UNKNOWN -> next == EXECUTING || next == IN_DOUBT || next == SUCCEEDED || next == FAILED;
      case SUCCEEDED, FAILED, REFUSED -> false;
    };
  }

  boolean isSettled() {
    return this == SUCCEEDED || this == FAILED || this == REFUSED;
  }

  /** As in the database and in JSON. */
  @JsonValue
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  static CallState of(String id) {
    return valueOf(id.toUpperCase(Locale.ROOT));
  }
}
