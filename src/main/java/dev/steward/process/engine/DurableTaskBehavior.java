package dev.steward.process.engine;

import dev.steward.process.spi.DurableTask;
import dev.steward.process.spi.PersonTask;
import dev.steward.process.spi.Progress;
import dev.steward.process.spi.TaskEntry;
import dev.steward.telemetry.InstanceTraces;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import org.flowable.bpmn.model.ServiceTask;
import org.flowable.common.engine.api.FlowableException;
import org.flowable.engine.delegate.DelegateExecution;
import org.flowable.engine.impl.bpmn.behavior.AbstractBpmnActivityBehavior;
import org.flowable.engine.impl.bpmn.helper.ErrorPropagation;
import org.flowable.engine.impl.delegate.InterruptibleActivityBehaviour;
import org.flowable.engine.impl.persistence.entity.ExecutionEntity;
import org.flowable.engine.impl.util.CommandContextUtil;
import org.flowable.engine.impl.util.IdentityLinkUtil;
import org.flowable.engine.impl.util.TaskHelper;
import org.flowable.task.service.impl.persistence.entity.TaskEntity;

/**
 * A service task whose work is done by jobs outside the engine's transaction. Reaching the task schedules a {@link WorkJob}; when
 * that is done, {@link Continuation} leaves the task, opens tasks for people, or raises a BPMN error. When the last of those
 * tasks is completed the next {@link WorkJob} follows.
 */
class DurableTaskBehavior
  extends AbstractBpmnActivityBehavior
  implements InterruptibleActivityBehaviour
{

  private static final long serialVersionUID = 1L;

  private final transient DurableTask type;
  private final transient TaskEntries entries;
  private final transient VariableLabels labels;
  private final transient InstanceTraces traces;
  private final ServiceTask task;

  DurableTaskBehavior(
    DurableTask type,
    TaskEntries entries,
    VariableLabels labels,
    InstanceTraces traces,
    ServiceTask task
  ) {
    this.type = type;
    this.entries = entries;
    this.labels = labels;
    this.traces = traces;
    this.task = task;
  }

  @Override
  public void execute(DelegateExecution execution) {
    if (task.isForCompensation()) {
      outliveThrowEvent((ExecutionEntity) execution);
    }
    traces.goesOn(execution.getProcessInstanceId());
    TaskEntry entry = entries.of((ExecutionEntity) execution, task, type);
    UUID id = type.enter(entry);
    WorkJob.schedule((ExecutionEntity) execution, new WorkRef(type.type(), id));
  }

  /** Called on a child execution, when the task of a person on it is completed. */
  @Override
  public void trigger(DelegateExecution execution, String signalName, Object signalData) {
    var child = (ExecutionEntity) execution;
    var agentExecution = child.getParent();
    var work = WorkRef.of(child);
    var executions = CommandContextUtil.getExecutionEntityManager();
    // Two decisions at once must see each other: both change this row, one of them conflicts and is tried again.
    agentExecution.forceUpdate();
    executions.deleteExecutionAndRelatedData(child, null, false);
    boolean othersWait = executions
      .findChildExecutionsByParentExecutionId(agentExecution.getId())
      .stream()
      .anyMatch(
        sibling -> !sibling.isDeleted() && task.getId().equals(sibling.getCurrentActivityId())
      );
    traces.goesOn(execution.getProcessInstanceId());
    if (!othersWait) {
      WorkJob.schedule(agentExecution, work);
    }
  }

  /** The engine tells of a deleted instance in this way only; {@link InterruptedTasks} hears of all else. */
  @Override
  public void interrupted(DelegateExecution execution) {
    type.cancel(execution.getId());
  }

  void finish(ExecutionEntity execution, Progress.Finished finished) {
    var variable = TaskFields.of(task).get("result");
    if (variable != null && !variable.isBlank()) {
      execution.setVariable(variable, finished.result());
      labels.record(
        execution.getRootProcessInstanceId(),
        execution.getProcessInstanceId(),
        List.of(variable),
        finished.labels(),
        task.getId()
      );
    }
    if (task.isForCompensation()) {
      // Nothing follows a compensation handler; leaving it would keep the instance open for ever.
      CommandContextUtil.getAgenda().planEndExecutionOperation(execution);
    } else {
      leave(execution);
    }
  }

  /**
   * The engine's compensation throw event does not wait for its handlers but hangs them below itself. One that takes time would be
   * in the way of whatever comes after the event, so it moves up to the instance.
   */
  private static void outliveThrowEvent(ExecutionEntity execution) {
    execution.setParent(execution.getProcessInstance());
  }

  /** @throws WorkFailed where no boundary event catches it */
  void fail(ExecutionEntity execution, Progress.Failed failure) {
    try {
      ErrorPropagation.propagateError(failure.errorCode(), execution);
    } catch (FlowableException e) {
      // Says only that nobody catches it: an error event elsewhere in the diagram makes it another exception than BpmnError.
      throw new WorkFailed(failure, e);
    }
  }

  /** Opens a task on an execution of its own: two tasks of one execution cannot be completed. */
  void open(ExecutionEntity execution, WorkRef work, PersonTask person) {
    var config = CommandContextUtil.getProcessEngineConfiguration();
    var tasks = config.getTaskServiceConfiguration().getTaskService();
    if (tasks.getTask(person.id().toString()) != null) {
      return;
    }
    var child = CommandContextUtil.getExecutionEntityManager().createChildExecution(execution);
    child.setCurrentFlowElement(task);
    child.setScope(false);
    work.keepOn(child);
    TaskEntity entity = tasks.createTask();
    entity.setId(person.id().toString());
    entity.setName(person.name());
    entity.setDescription(person.description());
    entity.setCategory(person.kind().id());
    entity.setTaskDefinitionKey(task.getId());
    if (person.dueAt() != null) {
      entity.setDueDate(Date.from(person.dueAt()));
    }
    TaskHelper.insertTask(entity, child, true, false);
    var links = config
      .getIdentityLinkServiceConfiguration()
      .getIdentityLinkService()
      .addCandidateGroups(entity.getId(), person.groups());
    IdentityLinkUtil.handleTaskIdentityLinkAdditions(entity, links);
  }
}
