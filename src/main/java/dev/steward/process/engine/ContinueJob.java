package dev.steward.process.engine;

import dev.steward.process.spi.Progress;
import org.flowable.bpmn.model.ServiceTask;
import org.flowable.common.engine.impl.interceptor.CommandContext;
import org.flowable.engine.impl.persistence.entity.ExecutionEntity;
import org.flowable.job.service.JobHandler;
import org.flowable.job.service.impl.persistence.entity.JobEntity;
import org.flowable.variable.api.delegate.VariableScope;

/**
 * Moves the instance on after work was performed. Exclusive and cheap: a conflict repeats this job and never the work.
 */
class ContinueJob implements JobHandler {

  static final String TYPE = "steward-continue";

  private final DurableTasks tasks;

  ContinueJob(DurableTasks tasks) {
    this.tasks = tasks;
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
    var execution = (ExecutionEntity) scope;
    var work = WorkRef.parse(configuration);
    var behavior = (DurableTaskBehavior) (
      (ServiceTask) execution.getCurrentFlowElement()
    ).getBehavior();
    switch (tasks.progress(work)) {
      case Progress.Finished finished -> behavior.finish(execution, finished.result());
      case Progress.WaitingForPeople waiting -> waiting
        .tasks()
        .forEach(person -> behavior.open(execution, work, person));
      case Progress.Failed failed -> behavior.fail(execution, failed.errorCode());
      case Progress.Unfinished unfinished -> WorkJob.schedule(execution, work);
      case Progress.Cancelled cancelled -> {
      }
    }
  }

  static void schedule(ExecutionEntity execution, WorkRef work) {
    WorkJob.schedule(execution, TYPE, work, true);
  }
}
