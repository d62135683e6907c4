package dev.steward.process.definition;

import dev.steward.process.engine.WorkflowMap;
import dev.steward.process.spi.WorkflowGoals;
import java.math.BigDecimal;
import java.util.Optional;
import org.flowable.engine.RepositoryService;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

@Component
class DeployedGoals implements WorkflowGoals {

  private static final Goal NONE = new Goal(null, null, null);

  private final RepositoryService repository;

  DeployedGoals(RepositoryService repository) {
    this.repository = repository;
  }

  @Override
  public Goal of(String processKey, int version) {
    var definition = repository
      .createProcessDefinitionQuery()
      .processDefinitionKey(processKey)
      .processDefinitionVersion(version)
      .processDefinitionWithoutTenantId()
      .singleResult();
    if (definition == null) {
      return NONE;
    }
    var map = WorkflowMap.of(
      repository.getBpmnModel(definition.getId()).getProcessById(processKey)
    );
    var value = map.says("successValue");
    return new Goal(
      map.says("baselineMinutes").flatMap(DeployedGoals::number).orElse(null),
      value.isEmpty() ? null : orNull(map.says("successVariable")),
      orNull(value)
    );
  }

  // What was deployed before the check knew the attribute may hold anything.
  private static Optional<BigDecimal> number(String text) {
    try {
      return Optional.of(new BigDecimal(text));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static @Nullable String orNull(Optional<String> text) {
    return text.orElse(null);
  }
}
