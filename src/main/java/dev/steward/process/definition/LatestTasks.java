package dev.steward.process.definition;

import dev.steward.process.engine.TaskFields;
import dev.steward.process.engine.WorkflowMap;
import dev.steward.process.spi.DeployedTasks;
import java.util.List;
import java.util.stream.Stream;
import org.flowable.bpmn.model.ServiceTask;
import org.flowable.engine.RepositoryService;
import org.flowable.engine.repository.ProcessDefinition;
import org.springframework.stereotype.Component;

/** Reads the deployed diagrams, which the engine keeps parsed. */
@Component
class LatestTasks implements DeployedTasks {

  private final RepositoryService repository;

  LatestTasks(RepositoryService repository) {
    this.repository = repository;
  }

  @Override
  public List<DeployedTask> of(String type) {
    return repository
      .createProcessDefinitionQuery()
      // What is only rehearsed is deployed as a tenant's.
      .processDefinitionWithoutTenantId()
      .latestVersion()
      .orderByProcessDefinitionKey()
      .asc()
      .list()
      .stream()
      .flatMap(definition -> tasks(definition, type))
      .toList();
  }

  private Stream<DeployedTask> tasks(ProcessDefinition definition, String type) {
    var process = repository.getBpmnModel(definition.getId()).getMainProcess();
    var riskClass = WorkflowMap.of(process).riskClass();
    return process
      .findFlowElementsOfType(ServiceTask.class, true)
      .stream()
      .filter(task -> type.equals(task.getType()))
      .map(task ->
        new DeployedTask(
          definition.getKey(),
          definition.getName() == null ? definition.getKey() : definition.getName(),
          definition.getVersion(),
          riskClass,
          task.getId(),
          task.getName(),
          TaskFields.of(task)
        )
      );
  }
}
