package dev.steward.process.engine;

import dev.steward.journal.LostWorkException;
import dev.steward.process.spi.Progress;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.flowable.bpmn.model.BoundaryEvent;
import org.flowable.bpmn.model.ServiceTask;
import org.flowable.engine.impl.persistence.entity.ExecutionEntity;
import org.flowable.engine.impl.util.CommandContextUtil;
import org.flowable.job.service.impl.persistence.entity.JobEntity;

/**
 * Moves an instance on after work was performed, in the transaction that ends the job.
 *
 * <p>A conflict repeats only the continuation: work that is finished is read from its journal and not done again.
 */
final class Continuation {

  private final DurableTasks tasks;

  Continuation(DurableTasks tasks) {
    this.tasks = tasks;
  }

  /**
   * What follows the work's own job. Only leaving the task touches what other branches touch too, variables and joins. Where
   * other branches are active that takes its turn in an exclusive job; elsewhere the way on is free, and two commits are saved.
   */
  void afterWork(JobEntity job, WorkRef work) {
    // One query for what is asked of the instance now and, by way of the engine's cache, when it goes on.
    var executions =
      CommandContextUtil.getExecutionEntityManager().findChildExecutionsByProcessInstanceId(
        job.getProcessInstanceId()
      );
    var execution = find(executions, job).orElseThrow(() ->
      new LostWorkException("The task was left or interrupted while its work was done")
    );
    var progress = tasks.progress(work);
    if (progress instanceof Progress.Finished && othersAreActive(executions, execution)) {
      ContinueJob.schedule(execution, work);
    } else {
      moveOn(execution, work, progress);
    }
  }

  void moveOn(ExecutionEntity execution, WorkRef work) {
    moveOn(execution, work, tasks.progress(work));
  }

  private static void moveOn(ExecutionEntity execution, WorkRef work, Progress progress) {
    var behavior = (DurableTaskBehavior) (
      (ServiceTask) execution.getCurrentFlowElement()
    ).getBehavior();
    switch (progress) {
      case Progress.Finished finished -> behavior.finish(execution, finished);
      case Progress.WaitingForPeople waiting -> waiting
        .tasks()
        .forEach(person -> behavior.open(execution, work, person));
      case Progress.Failed failed -> behavior.fail(execution, failed);
      case Progress.Unfinished unfinished -> WorkJob.schedule(execution, work);
      case Progress.Postponed postponed -> WorkJob.schedule(execution, work, postponed.until());
      case Progress.Cancelled cancelled -> {
      }
    }
  }

  private static Optional<ExecutionEntity> find(List<ExecutionEntity> executions, JobEntity job) {
    return executions
      .stream()
      .filter(execution -> execution.getId().equals(job.getExecutionId()))
      .filter(execution -> job.getElementId().equals(execution.getCurrentActivityId()))
      .findFirst();
  }

  private static boolean othersAreActive(List<ExecutionEntity> executions, ExecutionEntity self) {
    var own = ancestors(self);
    return executions
      .stream()
      .filter(other -> other.isActive() && !own.contains(other.getId()))
      .anyMatch(other -> !isBoundaryOf(self, other));
  }

  private static Set<String> ancestors(ExecutionEntity self) {
    var ids = new HashSet<String>();
    for (var execution = self; execution != null; execution = execution.getParent()) {
      ids.add(execution.getId());
    }
    return ids;
  }

  /** It waits for what hardly ever comes just now, and that would conflict and be repeated. */
  private static boolean isBoundaryOf(ExecutionEntity self, ExecutionEntity other) {
    return (
      self.getId().equals(other.getParentId()) &&
      other.getCurrentFlowElement() instanceof BoundaryEvent
    );
  }
}
