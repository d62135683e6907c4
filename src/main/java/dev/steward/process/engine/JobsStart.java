package dev.steward.process.engine;

import java.time.Duration;
import org.flowable.engine.ProcessEngineConfiguration;
import org.flowable.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.flowable.job.service.impl.asyncexecutor.AbstractAsyncExecutor;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Starts the job executor last and stops it first: work that is resumed after a restart may call back into this very application,
 * which must be listening by then.
 */
@Component
class JobsStart implements SmartLifecycle {

  private static final Duration GRACE = Duration.ofSeconds(1);

  private final ProcessEngineConfigurationImpl engine;
  private final JobThreads threads;
  private final JobLocks locks;
  private final NodeName node;

  JobsStart(ProcessEngineConfiguration engine, JobThreads threads, JobLocks locks, NodeName node) {
    this.node = node;
    this.threads = threads;
    this.locks = locks;
    this.engine = (ProcessEngineConfigurationImpl) engine;
  }

  @Override
  public void start() {
    var executor = (AbstractAsyncExecutor) engine.getAsyncExecutor();
    node.claim();
    // Left by this node when it was killed.
    locks.giveBackAll();
    var acquisition = new JobAcquisition(executor, threads, locks);
    executor.setAsyncJobsDueRunnable(acquisition);
    threads.acquireWith(acquisition::wakeUp);
    executor.start();
  }

  /**
   * Steps that are about to be written are. Whatever waits longer, for a model in most cases, is broken off: the journal has all
   * that was done, and the next node to take the job goes on from there.
   */
  @Override
  public void stop() {
    threads.startNoMore();
    engine.getAsyncExecutor().shutdown();
    try {
      if (!threads.awaitIdle(GRACE)) {
        threads.interruptWaiting();
        threads.awaitIdle(GRACE.dividedBy(2));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    locks.giveBackAll();
  }

  @Override
  public boolean isRunning() {
    return engine.getAsyncExecutor().isActive();
  }
}
