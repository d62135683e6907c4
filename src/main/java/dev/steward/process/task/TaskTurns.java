package dev.steward.process.task;

import dev.steward.problem.ProblemException;
import dev.steward.process.spi.ItemResult;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.IntStream;
import org.flowable.common.engine.api.FlowableOptimisticLockingException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
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

  private static final Logger log = LoggerFactory.getLogger(TaskTurns.class);

  private static final int ATTEMPTS = 8;
  private static final int UNEXPECTED = 500;
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

  /** What goes wrong is told in the result. */
  static ItemResult attempt(String id, Runnable work) {
    try {
      work.run();
      return ItemResult.done(id);
    } catch (ProblemException e) {
      return ItemResult.of(id, e);
    } catch (RuntimeException e) {
      if (isConflict(e)) {
        return ItemResult.of(
          id,
          ProblemException.conflict(
            "changed-meanwhile",
            "Somebody else changed this at the same moment. Read it again and repeat."
          )
        );
      }
      // The others are still to be done.
      log.error("Task {} among several", id, e);
      return new ItemResult(
        id,
        UNEXPECTED,
        "internal-error",
        "Something went wrong on our side.",
        List.of()
      );
    }
  }

  private static boolean isConflict(RuntimeException e) {
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
