package dev.steward.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.flowable.bpmn.model.ServiceTask;
import org.flowable.engine.ProcessEngine;
import org.flowable.engine.runtime.Execution;
import org.flowable.task.api.TaskInfo;

/** One instance of the sample workflow, moved step by step. */
record LeadOnEngine(ProcessEngine engine, String id) {
  /** Lets every agent and tool finish, until only people, a message or a timer are waited for. */
  void work() {
    workUpTo("");
  }

  /** The same, but leaves one activity working. */
  void workUpTo(String busy) {
    for (var working = working(busy); !working.isEmpty(); working = working(busy)) {
      engine.getRuntimeService().trigger(working.getFirst().getId());
    }
  }

  void receiveReply() {
    var waiting = engine
      .getRuntimeService()
      .createExecutionQuery()
      .processInstanceId(id)
      .messageEventSubscriptionName("lead-replied")
      .singleResult();
    engine.getRuntimeService().messageEventReceived("lead-replied", waiting.getId());
  }

  void passDeadline() {
    var timer = engine
      .getManagementService()
      .createTimerJobQuery()
      .processInstanceId(id)
      .singleResult();
    engine.getManagementService().moveTimerToExecutableJob(timer.getId());
    engine.getManagementService().executeJob(timer.getId());
  }

  void complete(String activity, Map<String, Object> variables) {
    var task = engine.getTaskService().createTaskQuery().processInstanceId(id).singleResult();
    assertThat(task.getTaskDefinitionKey()).isEqualTo(activity);
    engine.getTaskService().complete(task.getId(), variables);
  }

  List<String> tasks() {
    return engine
      .getTaskService()
      .createTaskQuery()
      .processInstanceId(id)
      .list()
      .stream()
      .map(TaskInfo::getTaskDefinitionKey)
      .toList();
  }

  Object variable(String name) {
    return engine.getRuntimeService().getVariable(id, name);
  }

  boolean did(String activity) {
    return (
      engine
        .getHistoryService()
        .createHistoricActivityInstanceQuery()
        .processInstanceId(id)
        .activityId(activity)
        .finished()
        .count() == 1
    );
  }

  /** The end events it reached; empty while it still runs. */
  List<String> ends() {
    var ended =
      engine.getRuntimeService().createProcessInstanceQuery().processInstanceId(id).count() == 0;
    return !ended
      ? List.of()
      : engine
          .getHistoryService()
          .createHistoricActivityInstanceQuery()
          .processInstanceId(id)
          .activityType("endEvent")
          .list()
          .stream()
          .map(activity -> activity.getActivityId())
          .toList();
  }

  private List<Execution> working(String busy) {
    var process = engine.getRepositoryService().getBpmnModel(definition()).getMainProcess();
    return engine
      .getRuntimeService()
      .createExecutionQuery()
      .processInstanceId(id)
      .list()
      .stream()
      .filter(execution -> execution.getActivityId() != null)
      .filter(execution -> !execution.getActivityId().equals(busy))
      .filter(execution -> process.getFlowElement(execution.getActivityId()) instanceof ServiceTask)
      .toList();
  }

  private String definition() {
    return engine
      .getHistoryService()
      .createHistoricProcessInstanceQuery()
      .processInstanceId(id)
      .singleResult()
      .getProcessDefinitionId();
  }
}
