package dev.steward.process.engine;

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

  JobsStart(ProcessEngineConfiguration engine) {
    this.engine = (ProcessEngineConfigurationImpl) engine;
  }

  @Override
  public void start() {
    engine.getAsyncExecutor().start();
  }

  @Override
  public void stop() {
    engine.getAsyncExecutor().shutdown();
  }

  @Override
  public boolean isRunning() {
    return engine.getAsyncExecutor().isActive();
  }
}
