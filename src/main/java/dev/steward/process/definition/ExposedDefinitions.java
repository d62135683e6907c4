package dev.steward.process.definition;

import dev.steward.process.engine.WorkflowMap;
import dev.steward.process.form.Form;
import dev.steward.process.spi.ExposedProcesses;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.flowable.engine.RepositoryService;
import org.flowable.engine.repository.ProcessDefinition;
import org.springframework.stereotype.Component;

@Component
class ExposedDefinitions implements ExposedProcesses {

  private final RepositoryService repository;
  private final Definitions definitions;

  ExposedDefinitions(RepositoryService repository, Definitions definitions) {
    this.repository = repository;
    this.definitions = definitions;
  }

  @Override
  public List<Exposed> all() {
    return repository
      .createProcessDefinitionQuery()
      .processDefinitionWithoutTenantId()
      .latestVersion()
      .active()
      .list()
      .stream()
      .filter(this::isExposed)
      .map(this::exposed)
      .sorted(Comparator.comparing(Exposed::key))
      .toList();
  }

  private boolean isExposed(ProcessDefinition definition) {
    return WorkflowMap.of(repository.getBpmnModel(definition.getId()).getMainProcess())
      .says("mcp")
      .filter("true"::equals)
      .isPresent();
  }

  private Exposed exposed(ProcessDefinition definition) {
    var name = Objects.requireNonNullElse(definition.getName(), definition.getKey());
    return new Exposed(
      definition.getKey(),
      name,
      Objects.requireNonNullElse(definition.getDescription(), name),
      definitions.startForm(definition).map(Form::jsonSchema).orElse(null)
    );
  }
}
