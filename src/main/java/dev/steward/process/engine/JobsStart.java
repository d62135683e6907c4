package dev.steward.process.engine;

import java.time.Duration;
import org.flowable.engine.ProcessEngineConfiguration;
import org.flowable.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Starts the job executor last and stops it first: work that is resumed after a restart may call back into this very application,
 * which must be listening by then.
 */
@Component
class JobsStart implements SmartLifecycle {

  private final ProcessEngineConfigurationImpl engine;
  private final JobThreads threads;
  private final JobLocks locks;

  JobsStart(ProcessEngineConfiguration engine, JobThreads threads, JobLocks locks) {
    this.threads = threads;
    this.locks = locks;
    this.engine = (ProcessEngineConfigurationImpl) engine;
  }

  @Override
  public void start() {
    // Left by this node when it was killed.
    locks.giveBackAll();
    engine.getAsyncExecutor().start();
  }

  @Override
  public void stop() {
    engine.getAsyncExecutor().shutdown();
    try {
      threads.awaitIdle(Duration.ofSeconds(10));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public boolean isRunning() {
    return engine.getAsyncExecutor().isActive();
  }
}
