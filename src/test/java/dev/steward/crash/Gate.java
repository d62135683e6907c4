package dev.steward.crash;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** Keeps threads back until it is opened, and counts them. */
final class Gate {

  private final CountDownLatch opened = new CountDownLatch(1);
  private final AtomicInteger waiting = new AtomicInteger();

  void pass() {
    waiting.incrementAndGet();
    try {
      opened.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      waiting.decrementAndGet();
    }
  }

  void open() {
    opened.countDown();
  }

  int waiting() {
    return waiting.get();
  }
}
