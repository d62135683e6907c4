package dev.steward.process.spi;

import java.util.Collection;

/** The times until which durable work was postponed. */
public interface WorkTimers {
  /** Lets postponed work go on now. Executions that wait for nothing are passed over. */
  void wake(Collection<String> executionIds);
}
