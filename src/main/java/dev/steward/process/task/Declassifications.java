package dev.steward.process.task;

import dev.steward.audit.AuditEntry;
import dev.steward.audit.AuditTrail;
import dev.steward.identity.Actor;
import dev.steward.process.engine.Declassification;
import dev.steward.process.engine.VariableLabels;
import java.util.Map;
import java.util.Optional;
import org.flowable.bpmn.model.BpmnModel;
import org.flowable.bpmn.model.UserTask;
import org.flowable.engine.RepositoryService;
import org.flowable.engine.impl.util.CommandContextUtil;
import org.flowable.engine.impl.util.ProcessDefinitionUtil;
import org.flowable.task.api.TaskInfo;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/** Labels that a person clears by completing a task whose diagram says so. */
@Component
class Declassifications {

  private final RepositoryService repository;
  private final VariableLabels labels;
  private final AuditTrail audit;

  Declassifications(@Lazy RepositoryService repository, VariableLabels labels, AuditTrail audit) {
    this.repository = repository;
    this.labels = labels;
    this.audit = audit;
  }

  /** What whoever completes the task vouches for. */
  Optional<Declassification> of(String definitionId, String activityId) {
    return of(repository.getBpmnModel(definitionId), activityId);
  }

  private static Optional<Declassification> of(BpmnModel model, String activityId) {
    return model.getFlowElement(activityId) instanceof UserTask task
      ? Declassification.of(task)
      : Optional.empty();
  }

  /** To be called inside the engine's command, before it goes on. */
  void completed(TaskInfo task, Actor actor) {
    var model = ProcessDefinitionUtil.getBpmnModel(task.getProcessDefinitionId());
    of(model, task.getTaskDefinitionKey()).ifPresent(declared -> {
      var instance = CommandContextUtil.getExecutionEntityManager().findById(
        task.getProcessInstanceId()
      );
      labels.clear(
        task.getProcessDefinitionId(),
        instance.getRootProcessInstanceId(),
        instance.getId(),
        declared,
        actor.name()
      );
      audit.record(
        new AuditEntry(
          "labels.cleared",
          actor.name(),
          null,
          instance.getProcessDefinitionKey(),
          instance.getId(),
          task.getTaskDefinitionKey(),
          null,
          "Cleared %s of %s".formatted(
            String.join(", ", declared.labels().names()),
            String.join(", ", declared.variables())
          ),
          Map.of(
            "taskId",
            task.getId(),
            "variables",
            declared.variables(),
            "labels",
            declared.labels().names()
          )
        )
      );
    });
  }
}
