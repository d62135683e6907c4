package dev.steward.process.spi;

import java.util.UUID;

/** For work that was ended by somebody while no job is at work on it. */
public interface OutsideEnd {
  /**
   * Withdraws the tasks that people were asked for it and lets the process go on with what {@link DurableTask#progress} says, in the
   * caller's transaction. Work that a job is about to perform, or performs, is left to that job.
   */
  void announce(String executionId, String type, UUID id);
}
