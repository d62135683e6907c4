package dev.steward.process.rest;

import dev.steward.identity.Actor;
import dev.steward.identity.CurrentActor;
import dev.steward.identity.Role;
import dev.steward.problem.ProblemException;
import dev.steward.process.engine.RehearsalTenant;
import dev.steward.process.spi.OpenTasks;
import dev.steward.process.task.EngineApiTasks;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.flowable.common.engine.api.FlowableForbiddenException;
import org.flowable.common.engine.api.FlowableObjectNotFoundException;
import org.flowable.engine.history.HistoricProcessInstance;
import org.flowable.engine.history.HistoricProcessInstanceQuery;
import org.flowable.engine.repository.ProcessDefinition;
import org.flowable.engine.repository.ProcessDefinitionQuery;
import org.flowable.engine.runtime.ProcessInstance;
import org.flowable.engine.runtime.ProcessInstanceQuery;
import org.flowable.rest.service.api.history.HistoricProcessInstanceQueryRequest;
import org.flowable.rest.service.api.history.HistoricTaskInstanceQueryRequest;
import org.flowable.rest.service.api.runtime.process.ProcessInstanceQueryRequest;
import org.flowable.rest.service.api.runtime.task.TaskActionRequest;
import org.flowable.rest.service.api.runtime.task.TaskQueryRequest;
import org.flowable.task.api.Task;
import org.flowable.task.api.TaskQuery;
import org.flowable.task.api.history.HistoricTaskInstance;
import org.flowable.task.api.history.HistoricTaskInstanceQuery;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * What people and applications may do over Flowable's own REST API: see their own and candidate tasks and the instances they have
 * started, take and complete tasks. Each method answers the question of the same name and parameters of {@link
 * org.flowable.rest.service.api.BpmnRestApiInterceptor}; what has no method here is refused by {@link EngineApiGuard}.
 */
@Component
class EngineApiRules {

  private final CurrentActor current;
  private final OpenTasks open;
  private final EngineApiTasks tasks;

  EngineApiRules(CurrentActor current, OpenTasks open, EngineApiTasks tasks) {
    this.current = current;
    this.open = open;
    this.tasks = tasks;
  }

  void accessProcessDefinitionById(ProcessDefinition definition) {
    inEarnest(definition.getTenantId(), "process definition", definition.getId());
  }

  void accessProcessDefinitionsWithQuery(ProcessDefinitionQuery query) {
    query.processDefinitionWithoutTenantId();
  }

  void accessTaskInfoById(Task task) {
    visible(task);
  }

  void accessTaskInfoWithQuery(TaskQuery query, TaskQueryRequest request) {
    query.taskWithoutTenantId();
    var actor = current.get();
    if (seesAll(actor)) {
      return;
    }
    refuseValues(
      request.getIncludeProcessVariables(),
      request.getIncludeTaskLocalVariables(),
      request.getProcessInstanceVariables(),
      request.getTaskVariables()
    );
    query.or().taskAssignee(actor.name());
    if (!actor.groups().isEmpty()) {
      query.taskCandidateGroupIn(actor.groups());
    }
    query.endOr();
  }

  void executeTaskAction(Task task, TaskActionRequest request) {
    visible(task);
    var actor = current.get();
    switch (String.valueOf(request.getAction())) {
      case TaskActionRequest.ACTION_CLAIM -> tasks.claim(
        task.getId(),
        request.getAssignee(),
        actor
      );
      case TaskActionRequest.ACTION_COMPLETE -> {
        if (holdsAnything(request.getVariables(), request.getTransientVariables())) {
          throw new FlowableForbiddenException(
            "Values are given at /api/tasks/{id}/complete, where the task's form is checked."
          );
        }
        tasks.completes(task.getId(), actor);
      }
      default -> throw new FlowableForbiddenException("A task can be claimed and completed here.");
    }
  }

  void accessHistoryTaskInfoById(HistoricTaskInstance task) {
    inEarnest(task.getTenantId(), "task instance", task.getId());
    var actor = current.get();
    if (!seesAll(actor) && !actor.name().equals(task.getAssignee())) {
      throw new FlowableObjectNotFoundException(
        "Could not find a task instance with id '" + task.getId() + "'.",
        HistoricTaskInstance.class
      );
    }
  }

  void accessHistoryTaskInfoWithQuery(
    HistoricTaskInstanceQuery query,
    HistoricTaskInstanceQueryRequest request
  ) {
    query.taskWithoutTenantId();
    var actor = current.get();
    if (seesAll(actor)) {
      return;
    }
    refuseValues(
      request.getIncludeProcessVariables(),
      request.getIncludeTaskLocalVariables(),
      request.getProcessVariables(),
      request.getTaskVariables()
    );
    query.taskAssignee(actor.name());
  }

  void accessProcessInstanceInfoById(ProcessInstance instance) {
    inEarnest(instance.getTenantId(), "process instance", instance.getId());
    own(instance.getStartUserId(), instance.getId());
  }

  void accessProcessInstanceInfoWithQuery(
    ProcessInstanceQuery query,
    ProcessInstanceQueryRequest request
  ) {
    query.processInstanceWithoutTenantId();
    var actor = current.get();
    if (!seesAll(actor)) {
      query.startedBy(actor.name());
    }
  }

  void accessHistoryProcessInfoById(HistoricProcessInstance instance) {
    inEarnest(instance.getTenantId(), "process instance", instance.getId());
    own(instance.getStartUserId(), instance.getId());
  }

  void accessHistoryProcessInfoWithQuery(
    HistoricProcessInstanceQuery query,
    HistoricProcessInstanceQueryRequest request
  ) {
    query.processInstanceWithoutTenantId();
    var actor = current.get();
    if (!seesAll(actor)) {
      query.startedBy(actor.name());
    }
  }

  /** In the words in which Flowable says that there is none. */
  private void visible(Task task) {
    try {
      open.get(task.getId(), current.get());
    } catch (ProblemException e) {
      throw new FlowableObjectNotFoundException(
        "Could not find a task with id '" + task.getId() + "'.",
        Task.class
      );
    }
  }

  /** Rehearsals are not there, whoever asks. */
  private static void inEarnest(@Nullable String tenant, String kind, String id) {
    if (RehearsalTenant.isOf(tenant)) {
      throw new FlowableObjectNotFoundException(
        "Could not find a %s with id '%s'.".formatted(kind, id)
      );
    }
  }

  private void own(@Nullable String startedBy, String id) {
    var actor = current.get();
    if (!seesAll(actor) && !Objects.equals(startedBy, actor.name())) {
      throw new FlowableObjectNotFoundException(
        "Could not find a process instance with id '" + id + "'."
      );
    }
  }

  /** A task shows its form's values and no others; asking which tasks have a value would tell it too. */
  private static void refuseValues(
    @Nullable Boolean some,
    @Nullable Boolean others,
    @Nullable List<?>... filters
  ) {
    if (Boolean.TRUE.equals(some) || Boolean.TRUE.equals(others) || holdsAnything(filters)) {
      throw new FlowableForbiddenException("Tasks are not listed with or by values here.");
    }
  }

  private static boolean holdsAnything(@Nullable List<?>... lists) {
    return Arrays.stream(lists)
      .filter(Objects::nonNull)
      .anyMatch(list -> !list.isEmpty());
  }

  private static boolean seesAll(Actor actor) {
    return actor.is(Role.OPERATOR) || actor.is(Role.AUDITOR);
  }
}
