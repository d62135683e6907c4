package dev.steward.process.engine;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import org.flowable.common.engine.api.async.AsyncTaskExecutor;

/**
 * Runs jobs on virtual threads. Work that waits on models and the engine's own jobs have separate limits, so that thousands of
 * waiting agents never hold up a timer. A job over its limit is refused, which puts it back into the database.
 */
class JobThreads implements AsyncTaskExecutor {

  private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
    Thread.ofVirtual().name("job-", 0).factory()
  );
  private final Semaphore work;
  private final Semaphore others;

  JobThreads(EngineProperties properties) {
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

  @Override
  public int getRemainingCapacity() {
    return Math.min(work.availablePermits(), others.availablePermits());
  }

  @Override
  public void shutdown() {
    threads.shutdownNow();
  }
}
