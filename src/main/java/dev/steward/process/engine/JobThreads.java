package dev.steward.process.engine;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.flowable.common.engine.api.async.AsyncTaskExecutor;
import org.springframework.stereotype.Component;

/**
 * Runs jobs on virtual threads. Work that waits on models and the engine's own jobs have separate limits, so that thousands of
 * waiting agents never hold up a timer. A job over its limit is refused, which puts it back into the database.
 */
@Component
class JobThreads implements AsyncTaskExecutor {

  private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
    Thread.ofVirtual().name("job-", 0).factory()
  );
  private final EngineProperties limits;
  private final Semaphore work;
  private final Semaphore others;
  private volatile boolean stopping;

  JobThreads(EngineProperties properties) {
    this.limits = properties;
    this.work = new Semaphore(properties.workInFlight());
    this.others = new Semaphore(properties.jobsInFlight());
  }

  @Override
  public void execute(Runnable job) {
    var permits = job instanceof JobRun run && run.isWork() ? work : others;
    if (!permits.tryAcquire()) {
      throw new RejectedExecutionException("All job permits of this node are in use");
    }
    try {
      threads.execute(() -> {
        try {
          job.run();
        } finally {
          permits.release();
        }
      });
    } catch (RejectedExecutionException e) {
      permits.release();
      throw e;
    }
  }

  @Override
  public CompletableFuture<?> submit(Runnable task) {
    return CompletableFuture.runAsync(task, this::execute);
  }

  @Override
  public <T> CompletableFuture<T> submit(Callable<T> task) {
    return CompletableFuture.supplyAsync(() -> {
      try {
        return task.call();
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }, this::execute);
  }

  int running() {
    return (
      limits.workInFlight() -
      work.availablePermits() +
      limits.jobsInFlight() -
      others.availablePermits()
    );
  }

  boolean areStopping() {
    return stopping;
  }

  @Override
  public int getRemainingCapacity() {
    return Math.min(work.availablePermits(), others.availablePermits());
  }

  /**
   * Waits until nothing runs any more, for a stop that interrupts nobody. What does not end in time is resumed from its journal by
   * the next start, as after a crash.
   */
  void awaitIdle(Duration longest) throws InterruptedException {
    long half = longest.toMillis() / 2;
    if (work.tryAcquire(limits.workInFlight(), half, TimeUnit.MILLISECONDS)) {
      work.release(limits.workInFlight());
    }
    if (others.tryAcquire(limits.jobsInFlight(), half, TimeUnit.MILLISECONDS)) {
      others.release(limits.jobsInFlight());
    }
  }

  @Override
  public void shutdown() {
    threads.shutdownNow();
  }
}
