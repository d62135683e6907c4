package dev.steward.benchmark;

import java.time.Duration;

/** A system under test, in a process of its own, on a database of its own. */
interface Subject extends AutoCloseable {
  long processId();

  /** Starts that many runs at once, and returns when all have ended. */
  Outcome run(int runs) throws Exception;

  /** Called twice a second while runs are in flight. */
  void look();

  @Override
  void close() throws Exception;

  /**
   * @param took from the first start to the last end
   * @param latency of single runs, each from its own start
   * @param peakHeap in bytes, garbage included
   * @param peakLive in bytes, what a garbage collection left over at most; 0 where that cannot be seen
   */
  record Outcome(Duration took, Percentiles latency, long peakHeap, long peakLive) {}
}
