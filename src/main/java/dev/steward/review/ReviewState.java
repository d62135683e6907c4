package dev.steward.review;

import java.util.Locale;

/** Where a review stands. The one place that knows which step may follow which. */
enum ReviewState {
  /** Drawn as a sample; what came of the call is not known yet. */
  DRAWN,
  OPEN,
  APPROVED,
  EDITED,
  REJECTED,
  /** A person sees to it by hand. */
  TAKEN_OVER,
  /** The approved call was committed to; the approval is used up. */
  CONSUMED,
  /** A call in doubt is settled. */
  HAPPENED,
  DID_NOT_HAPPEN,
  /** A call in doubt shall be made again. */
  REPEAT,
  /** A sampled call is judged: as it should have been, good enough, or not what should have been done. */
  CORRECT,
  FLAWED,
  WRONG,
  /** Nobody judges the sampled call any more. */
  CANCELLED;

  boolean canBecome(ReviewState next) {
    return switch (this) {
      case DRAWN -> next == OPEN || next == CANCELLED;
      case OPEN -> next != OPEN && next != CONSUMED && next != DRAWN;
      case APPROVED, EDITED -> next == CONSUMED;
      case
        REJECTED,
        TAKEN_OVER,
        CONSUMED,
        HAPPENED,
        DID_NOT_HAPPEN,
        REPEAT,
        CORRECT,
        FLAWED,
        WRONG,
        CANCELLED -> false;
    };
  }

  String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  static ReviewState of(String id) {
    return valueOf(id.toUpperCase(Locale.ROOT));
  }
}
