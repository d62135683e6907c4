package dev.steward.process.instance;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.flowable.bpmn.model.Activity;
import org.flowable.bpmn.model.BoundaryEvent;
import org.flowable.bpmn.model.BpmnModel;
import org.flowable.bpmn.model.CallActivity;
import org.flowable.bpmn.model.CompensateEventDefinition;
import org.flowable.bpmn.model.FlowElement;
import org.flowable.bpmn.model.IntermediateCatchEvent;
import org.flowable.bpmn.model.Process;
import org.flowable.bpmn.model.ServiceTask;
import org.flowable.bpmn.model.SubProcess;
import org.flowable.bpmn.model.TimerEventDefinition;
import org.flowable.bpmn.model.UserTask;
import org.flowable.engine.ProcessMigrationService;
import org.flowable.engine.RepositoryService;
import org.flowable.engine.RuntimeService;
import org.flowable.engine.impl.persistence.entity.ExecutionEntity;
import org.flowable.engine.repository.ProcessDefinition;
import org.flowable.eventsubscription.api.EventSubscription;
import org.springframework.stereotype.Component;

/**
 * Whether an instance can be taken to another version as it stands. The engine begins most activities anew, which would cancel agents'
 * runs and merge what waits at a join; so an instance is migrated only from places where nothing is lost.
 */
@Component
class MigrationCheck {

  private final RepositoryService repository;
  private final RuntimeService runtime;
  private final ProcessMigrationService engine;

  MigrationCheck(
    RepositoryService repository,
    RuntimeService runtime,
    ProcessMigrationService engine
  ) {
    this.repository = repository;
    this.runtime = runtime;
    this.engine = engine;
  }

  /**
   * @param problems why it cannot be migrated; empty where it can
   * @param remarks what would not be as before
   */
  record Judgement(List<String> problems, List<String> remarks) {}

  Judgement judge(String instanceId, ProcessDefinition to) {
    var problems = new ArrayList<String>();
    var remarks = new ArrayList<String>();
    var target = repository.getBpmnModel(to.getId());
    var executions = runtime.createExecutionQuery().processInstanceId(instanceId).list();
    executions
      .stream()
      .map(ExecutionEntity.class::cast)
      .filter(execution -> execution.getActivityId() != null)
      .forEach(execution -> place(execution, target, problems, remarks));
    compensations(instanceId, target.getProcessById(to.getKey()), problems);
    if (problems.isEmpty()) {
      problems.addAll(
        engine
          .createProcessInstanceMigrationBuilder()
          .migrateToProcessDefinition(to.getId())
          .validateMigration(instanceId)
          .getValidationMessages()
      );
    }
    return new Judgement(
      problems.stream().distinct().toList(),
      problems.isEmpty() ? remarks.stream().distinct().toList() : List.of()
    );
  }

  private void place(
    ExecutionEntity execution,
    BpmnModel target,
    List<String> problems,
    List<String> remarks
  ) {
    var here = repository
      .getBpmnModel(execution.getProcessDefinitionId())
      .getFlowElement(execution.getActivityId());
    var there = target.getFlowElement(execution.getActivityId());
    switch (here) {
      case ServiceTask task -> problems.add(
        "%s is under way: wait until it has come to its end, as it would be begun anew".formatted(
          named(task)
        )
      );
      case Activity activity when activity.hasMultiInstanceLoopCharacteristics() -> problems.add(
        "%s is in a loop, which would be begun anew".formatted(named(activity))
      );
      case UserTask task when there instanceof UserTask other && isSingle(other) -> changes(
        task,
        other,
        remarks
      );
      case CallActivity call when there instanceof CallActivity other && isSingle(other) -> {
        if (!Objects.equals(call.getCalledElement(), other.getCalledElement())) {
          problems.add("%s calls another process in the new version".formatted(named(call)));
        }
      }
      case IntermediateCatchEvent event when there instanceof IntermediateCatchEvent -> {
        if (isTimer(event)) {
          remarks.add("The time of %s begins anew".formatted(named(event)));
        }
      }
      case SubProcess inner when execution.isScope() && there instanceof SubProcess -> {
        // What is inside is looked at by itself.
      }
      case BoundaryEvent event -> {
        // It stays with what it is attached to.
      }
      case null -> problems.add(
        "It stands at '%s', which cannot be found".formatted(execution.getActivityId())
      );
      default -> problems.add(
        there == null || there.getClass() != here.getClass()
          ? "%s is not in the new version".formatted(named(here))
          : "It cannot be migrated while it waits at %s".formatted(named(here))
      );
    }
  }

  /** What could be taken back must still be known how to take back. */
  private void compensations(String instanceId, Process target, List<String> problems) {
    runtime
      .createEventSubscriptionQuery()
      .processInstanceId(instanceId)
      .eventType("compensate")
      .list()
      .stream()
      .map(EventSubscription::getActivityId)
      .filter(done -> !takesBack(target, done))
      .forEach(done ->
        problems.add("The new version does not say how '%s' is taken back".formatted(done))
      );
  }

  private static boolean takesBack(Process target, String done) {
    return (
      target.getFlowElement(done, true) instanceof Activity activity &&
      activity
        .getBoundaryEvents()
        .stream()
        .filter(event ->
          event.getEventDefinitions().stream().anyMatch(CompensateEventDefinition.class::isInstance)
        )
        .flatMap(event -> target.findAssociationsWithSourceRefRecursive(event.getId()).stream())
        .anyMatch(
          association ->
            target.getFlowElement(association.getTargetRef(), true) instanceof Activity handler &&
            handler.isForCompensation()
        )
    );
  }

  private static void changes(UserTask here, UserTask there, List<String> remarks) {
    if (
      !here.getCandidateGroups().equals(there.getCandidateGroups()) ||
      !here.getCandidateUsers().equals(there.getCandidateUsers()) ||
      !Objects.equals(here.getAssignee(), there.getAssignee()) ||
      !Objects.equals(here.getDueDate(), there.getDueDate())
    ) {
      remarks.add("%s stays with whom it waits for and until when".formatted(named(here)));
    }
  }

  private static boolean isSingle(Activity activity) {
    return !activity.hasMultiInstanceLoopCharacteristics();
  }

  private static boolean isTimer(IntermediateCatchEvent event) {
    return event.getEventDefinitions().stream().anyMatch(TimerEventDefinition.class::isInstance);
  }

  private static String named(FlowElement element) {
    return element.getName() == null || element.getName().isBlank()
      ? "'" + element.getId() + "'"
      : "'" + element.getName() + "'";
  }
}
