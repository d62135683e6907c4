package dev.steward.process.engine;

import java.time.Duration;
import java.util.List;
import org.flowable.common.engine.impl.interceptor.CommandExecutor;
import org.flowable.job.api.Job;
import org.flowable.job.service.impl.JobQueryImpl;
import org.flowable.job.service.impl.asyncexecutor.AbstractAsyncExecutor;
import org.flowable.job.service.impl.asyncexecutor.AcquireAsyncJobsDueRunnable;
import org.flowable.job.service.impl.asyncexecutor.AcquireJobsRunnableConfiguration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fetches waiting jobs, of each kind as many as there are permits for it, and at once when a permit becomes free while more wait.
 *
 * <p>The engine's own acquisition fetches without regard to kinds, so a queue of waiting work would hide a continuation behind it;
 * it sleeps for a second or more after the first job it could not place; and the nodes of a cluster conflict over the same rows.
 */
final class JobAcquisition extends AcquireAsyncJobsDueRunnable {

  private static final Logger log = LoggerFactory.getLogger(JobAcquisition.class);
  private static final int PAGE = 500;
  private static final Duration SHORTEST_PAUSE = Duration.ofMillis(10);

  // With a long queue a look at it takes time; it must not keep the database busy all the time.
  private static final int PAUSE_PER_LOOK = 4;

  private final AbstractAsyncExecutor executor;
  private final JobThreads threads;
  private final JobLocks locks;
  private boolean woken;
  private long notBefore = System.nanoTime();

  JobAcquisition(AbstractAsyncExecutor executor, JobThreads threads, JobLocks locks) {
    super(
      "job-acquisition",
      executor,
      executor.getJobServiceConfiguration().getJobEntityManager(),
      null,
      AcquireJobsRunnableConfiguration.DEFAULT
    );
    this.executor = executor;
    this.threads = threads;
    this.locks = locks;
  }

  void wakeUp() {
    synchronized (MONITOR) {
      woken = true;
      if (isWaiting.compareAndSet(true, false)) {
        MONITOR.notifyAll();
      }
    }
  }

  @Override
  protected void sleep(long millis) {
    synchronized (MONITOR) {
      if (!woken) {
        super.sleep(millis);
      }
      woken = false;
    }
  }

  @Override
  protected long executeAcquireCycle(CommandExecutor commands) {
    long pause = executor.getDefaultAsyncJobAcquireWaitTimeInMillis();
    try {
      pauseAfterTheLast();
      long begun = System.nanoTime();
      boolean more = fetch(commands);
      long took = System.nanoTime() - begun;
      notBefore = System.nanoTime() + Math.max(SHORTEST_PAUSE.toNanos(), took * PAUSE_PER_LOOK);
      return more ? 0 : pause;
    } catch (InterruptedException e) {
      return 0;
    } catch (RuntimeException e) {
      log.warn("Could not fetch waiting jobs", e);
      return pause;
    }
  }

  private void pauseAfterTheLast() throws InterruptedException {
    long wait = notBefore - System.nanoTime();
    if (wait > 0) {
      Thread.sleep(Duration.ofNanos(wait));
    }
  }

  /** @return whether a page was full, so that the next should follow at once */
  private boolean fetch(CommandExecutor commands) {
    var left = threads.startPutAside();
    if (!left.isEmpty()) {
      locks.giveBack(left.stream().map(JobRun::jobId).toList());
    }
    int work = Math.min(PAGE, threads.freeForWork());
    int others = Math.min(PAGE, threads.freeForOthers());
    if (isInterrupted || (work == 0 && others == 0)) {
      return false;
    }
    var taken = locks.take(work, others, Duration.ofMillis(executor.getAsyncJobLockTimeInMillis()));
    threads.moreWait(taken.work() >= work, taken.others() >= others);
    load(commands, taken.ids()).forEach(executor::executeAsyncJob);
    return (work == PAGE && taken.work() == PAGE) || (others == PAGE && taken.others() == PAGE);
  }

  private List<Job> load(CommandExecutor commands, List<String> ids) {
    if (ids.isEmpty()) {
      return List.of();
    }
    var engine = executor.getJobServiceConfiguration();
    return commands.execute(context -> {
      var query = new JobQueryImpl(context, engine);
      query.jobIds(ids);
      return engine.getJobEntityManager().findJobsByQueryCriteria(query);
    });
  }
}
