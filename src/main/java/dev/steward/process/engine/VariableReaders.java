package dev.steward.process.engine;

import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.flowable.bpmn.model.FlowElement;
import org.flowable.bpmn.model.ServiceTask;
import org.flowable.engine.RepositoryService;
import org.springframework.stereotype.Component;

/** Tasks that are given a variable when they are reached, and work on with what it was then. */
@Component
public class VariableReaders {

  private final RepositoryService repository;
  private final DurableTasks types;

  VariableReaders(RepositoryService repository, DurableTasks types) {
    this.repository = repository;
    this.types = types;
  }

  /** @return the names of those of these activities that read the variable */
  public List<String> of(String definitionId, Collection<String> activityIds, String variable) {
    var process = repository.getBpmnModel(definitionId).getMainProcess();
    return activityIds
      .stream()
      .map(id -> process.getFlowElement(id, true))
      .filter(ServiceTask.class::isInstance)
      .map(ServiceTask.class::cast)
      .filter(task -> reads(task, variable))
      .map(VariableReaders::name)
      .sorted()
      .toList();
  }

  private boolean reads(ServiceTask task, String variable) {
    return (
      task.getType() != null &&
      types
        .find(task.getType())
        .map(type -> type.reads(TaskFields.of(task)).contains(variable))
        .orElse(false)
    );
  }

  private static String name(FlowElement element) {
    return Objects.requireNonNullElse(element.getName(), element.getId());
  }
}
