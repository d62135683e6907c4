package dev.steward.process.task;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.IntStream;
import org.flowable.common.engine.api.FlowableOptimisticLockingException;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What people do with tasks of one instance takes turns on this node, so that the branches of a diagram do not take each other's
 * work back. Where another node or a job was faster, it is tried again on what that one has left.
 */
@Component
class TaskTurns {

  private static final int ATTEMPTS = 8;
  private static final Duration LONGEST_PAUSE = Duration.ofMillis(50);
  private static final int STRIPES = 64;

  private final TransactionTemplate transaction;
  // By instance; two instances that share one only wait a little longer.
  private final Lock[] locks = IntStream.range(0, STRIPES)
    .mapToObj(i -> new ReentrantLock())
    .toArray(Lock[]::new);

  TaskTurns(PlatformTransactionManager transactions) {
    this.transaction = new TransactionTemplate(transactions);
  }

  /** Does the work in a transaction of its own, again where another transaction came first. */
  void take(String instanceId, Runnable work) {
    var lock = locks[Math.floorMod(instanceId.hashCode(), STRIPES)];
    lock.lock();
    try {
      again(() -> transaction.executeWithoutResult(status -> work.run()));
    } finally {
      lock.unlock();
    }
  }

  private static void again(Runnable attempt) {
    for (int i = 1; ; i++) {
      try {
        attempt.run();
        return;
      } catch (RuntimeException e) {
        if (i == ATTEMPTS || !isConflict(e)) {
          throw e;
        }
        pause(e);
      }
    }
  }

  static boolean isConflict(RuntimeException e) {
    return (
      e instanceof ConcurrencyFailureException ||
      NestedExceptionUtils.getMostSpecificCause(e) instanceof FlowableOptimisticLockingException
    );
  }

  private static void pause(RuntimeException conflict) {
    try {
      Thread.sleep(ThreadLocalRandom.current().nextLong(LONGEST_PAUSE.toMillis()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw conflict;
    }
  }
}
