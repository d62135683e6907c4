package dev.steward.tool;

import java.util.Locale;

/** Where a tool call stands. The one place that knows which step may follow which. */
enum CallState {
  PROPOSED,
  AWAITING_REVIEW,
  /** Committed to: from here on it may have happened. */
  EXECUTING,
  SUCCEEDED,
  /** The target said no; nothing happened there. */
  FAILED,
  /** Never sent. */
  REFUSED,
  /** Sent, and nobody knows what became of it. */
  UNKNOWN;

  boolean canBecome(CallState next) {
    return switch (this) {
      case PROPOSED -> next == AWAITING_REVIEW || next == EXECUTING || next == REFUSED;
      case AWAITING_REVIEW -> next == AWAITING_REVIEW || next == EXECUTING || next == REFUSED;
      case EXECUTING -> next == EXECUTING || next == SUCCEEDED || next == FAILED || next == UNKNOWN;
      case SUCCEEDED, FAILED, REFUSED, UNKNOWN -> false;
    };
  }

  String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  static CallState of(String id) {
    return valueOf(id.toUpperCase(Locale.ROOT));
  }
}
