package dev.steward.tool.adapter.mcp;

import java.time.Duration;

/** @param at on the scale of {@link System#nanoTime()} */
record Deadline(long at) {
  static Deadline in(Duration time) {
    return new Deadline(System.nanoTime() + time.toNanos());
  }

  long nanosLeft() {
    return Math.max(0, at - System.nanoTime());
  }
}
