package dev.steward.process.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.flowable.common.engine.api.async.AsyncTaskExecutor;
import org.springframework.stereotype.Component;

/**
 * Runs jobs on virtual threads. Work that waits on models and the engine's own jobs have separate limits, so that thousands of
 * waiting agents never hold up a timer.
 *
 * <p>A job over its limit is put aside for {@link JobAcquisition}, which gives it back to the database. The engine's way, refusing
 * it, would do that on the thread that has just committed and still holds a connection, and so use up the pool.
 */
@Component
class JobThreads implements AsyncTaskExecutor {

  private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
    Thread.ofVirtual().name("job-", 0).factory()
  );
  private final Set<JobThread> running = ConcurrentHashMap.newKeySet();
  private final Queue<JobRun> aside = new ConcurrentLinkedQueue<>();
  private final Limit work;
  private final Limit others;
  private volatile Runnable acquisition = () -> {};
  private volatile boolean stopping;

  JobThreads(EngineProperties properties) {
    this.work = new Limit(properties.workInFlight());
    this.others = new Limit(properties.jobsInFlight());
  }

  private static final class Limit {

    final int size;
    final Semaphore permits;

    /** More wait in the database than could be taken. */
    volatile boolean moreWait;

    Limit(int size) {
      this.size = size;
      this.permits = new Semaphore(size);
    }

    /** @return whether all have come back */
    boolean awaitIdle(long millis) throws InterruptedException {
      boolean idle = permits.tryAcquire(size, millis, TimeUnit.MILLISECONDS);
      if (idle) {
        permits.release(size);
      }
      return idle;
    }
  }

  @Override
  public void execute(Runnable task) {
    if (!(task instanceof JobRun job)) {
      // Something of the engine itself, which expects to be told.
      if (!start(task, others)) {
        throw new RejectedExecutionException("All job permits of this node are in use");
      }
    } else if (!start(job)) {
      aside.add(job);
      acquisition.run();
    }
  }

  /** @return false where the limit is reached, or this node is stopping */
  boolean start(JobRun job) {
    return start(job, limit(job));
  }

  private boolean start(Runnable task, Limit limit) {
    if (stopping || !limit.permits.tryAcquire()) {
      return false;
    }
    try {
      threads.execute(() -> run(task, limit));
      return true;
    } catch (RejectedExecutionException e) {
      limit.permits.release();
      return false;
    }
  }

  private void run(Runnable task, Limit limit) {
    var thread = JobThread.begin();
    running.add(thread);
    try {
      task.run();
    } finally {
      running.remove(thread);
      thread.end();
      limit.permits.release();
      if (limit.moreWait) {
        acquisition.run();
      }
    }
  }

  private Limit limit(JobRun job) {
    return job.isWork() ? work : others;
  }

  /** @param wakeUp called when a permit is free for a job that may wait in the database */
  void acquireWith(Runnable wakeUp) {
    acquisition = wakeUp;
    stopping = false;
  }

  /** What found no permit when it came; now it may. @return those for which there is still none */
  List<JobRun> startPutAside() {
    var left = new ArrayList<JobRun>();
    for (var job = aside.poll(); job != null; job = aside.poll()) {
      if (!start(job)) {
        left.add(job);
        limit(job).moreWait = true;
      }
    }
    return left;
  }

  int freeForWork() {
    return work.permits.availablePermits();
  }

  int freeForOthers() {
    return others.permits.availablePermits();
  }

  void moreWait(boolean work, boolean others) {
    this.work.moreWait = work;
    this.others.moreWait = others;
  }

  int running() {
    return running.size();
  }

  boolean areStopping() {
    return stopping;
  }

  /** From now on nothing is started. What is put aside, or would be, is given back with all other locks at the end of the stop. */
  void startNoMore() {
    stopping = true;
    aside.clear();
  }

  void interruptWaiting() {
    running.forEach(JobThread::interruptIfWaiting);
  }

  /** @return whether nothing runs any more */
  boolean awaitIdle(Duration longest) throws InterruptedException {
    long end = System.nanoTime() + longest.toNanos();
    return (
      others.awaitIdle(longest.toMillis()) &&
      work.awaitIdle(Math.max(0, TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime())))
    );
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

  /** Asked before timers are made jobs. */
  @Override
  public int getRemainingCapacity() {
    return freeForOthers();
  }

  @Override
  public void shutdown() {
    threads.shutdownNow();
  }
}
