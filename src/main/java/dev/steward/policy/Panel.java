package dev.steward.policy;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Who has to look at a call.
 *
 * @param group of candidates
 * @param quorum how many of them must approve
 * @param due how long they may take; null for the usual time
 * @param escalation the group that may decide as well once that time is over; null where none is named
 */
public record Panel(String group, int quorum, @Nullable Duration due, @Nullable String escalation) {
  /** One of this group. */
  public static Panel of(String group) {
    return new Panel(group, 1, null, null);
  }
}
