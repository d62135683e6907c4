package dev.steward.process.engine;

import org.flowable.common.engine.impl.interceptor.CommandContext;
import org.flowable.engine.impl.persistence.entity.ExecutionEntity;
import org.flowable.job.service.JobHandler;
import org.flowable.job.service.impl.persistence.entity.JobEntity;
import org.flowable.variable.api.delegate.VariableScope;

/** Moves an instance on in which other branches are active: exclusive, so that they go one after the other. */
class ContinueJob implements JobHandler {

  static final String TYPE = "steward-continue";

  private final Continuation continuation;

  ContinueJob(DurableTasks tasks) {
    this.continuation = new Continuation(tasks);
  }

  @Override
  public String getType() {
    return TYPE;
  }

  @Override
  public void execute(
    JobEntity job,
    String configuration,
    VariableScope scope,
    CommandContext commandContext
  ) {
    continuation.moveOn((ExecutionEntity) scope, WorkRef.parse(configuration));
  }

  static void schedule(ExecutionEntity execution, WorkRef work) {
    WorkJob.schedule(execution, TYPE, work, true);
  }
}
