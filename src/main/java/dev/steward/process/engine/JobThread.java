package dev.steward.process.engine;

import org.jspecify.annotations.Nullable;

/** A thread that runs a job, and whether it is at the database at the moment. */
final class JobThread {

  private static final ThreadLocal<@Nullable JobThread> CURRENT = new ThreadLocal<>();

  private final Thread thread = Thread.currentThread();
  private int connections;

  private JobThread() {}

  static @Nullable JobThread current() {
    return CURRENT.get();
  }

  static JobThread begin() {
    var current = new JobThread();
    CURRENT.set(current);
    return current;
  }

  void end() {
    CURRENT.remove();
  }

  synchronized boolean isAtDatabase() {
    return connections > 0;
  }

  synchronized void comesToDatabase() {
    connections++;
  }

  synchronized void leavesDatabase() {
    connections--;
  }

  /** At the database an interrupt would break the connection off amid a transaction, and what is done there is short. */
  synchronized void interruptIfWaiting() {
    if (connections == 0) {
      thread.interrupt();
    }
  }
}
