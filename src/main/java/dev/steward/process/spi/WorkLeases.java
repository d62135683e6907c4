package dev.steward.process.spi;

import java.util.UUID;

/** Whether durable work still belongs to the execution that performs it. */
public interface WorkLeases {
  /**
   * True where another execution has taken the work over, its task was cancelled, or this node is stopping: whoever performs it
   * should begin no further step. Known within a third of the lock time; until then the journal's keys are what fences it out.
   */
  boolean lost(UUID workId);
}
