package dev.steward.process.readiness;

import dev.steward.identity.People;
import dev.steward.policy.Policies;
import dev.steward.process.definition.Definitions;
import dev.steward.process.definition.Deployments;
import dev.steward.process.engine.DurableTasks;
import dev.steward.process.spi.TaskMeans;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.flowable.engine.RepositoryService;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Answers a buyer's questions from what is in force, so that no answer can be older than the workflow. */
@Component
class ReadinessReports {

  private final Definitions definitions;
  private final Deployments deployments;
  private final RepositoryService repository;
  private final DurableTasks types;
  private final Policies policies;
  private final People people;
  private final Clock clock;

  ReadinessReports(
    Definitions definitions,
    Deployments deployments,
    RepositoryService repository,
    DurableTasks types,
    Policies policies,
    People people,
    Clock clock
  ) {
    this.definitions = definitions;
    this.deployments = deployments;
    this.repository = repository;
    this.types = types;
    this.policies = policies;
    this.people = people;
    this.clock = clock;
  }

  /**
   * @param version the newest where none is named
   * @throws dev.steward.problem.ProblemException 404 where there is no such process or version
   */
  Readiness of(String key, @Nullable Integer version) {
    var definition = version == null ? definitions.get(key) : definitions.get(key, version);
    var workflow = Workflow.read(
      definition,
      repository.getBpmnModel(definition.getId()).getProcessById(key),
      this::means,
      deployments.findings(definition)
    );
    var scope = new Scope(workflow, definitions.startForm(definition));
    var control = new Control(workflow, policies, people);
    return new Readiness(
      definition.getKey(),
      definition.getName() == null ? definition.getKey() : definition.getName(),
      definition.getVersion(),
      clock.instant(),
      List.of(
        scope.workflow(),
        scope.metric(),
        scope.systems(),
        scope.data(),
        control.autonomous(),
        control.approval(),
        control.fallback(),
        control.logged(),
        control.measured(),
        scope.owner()
      )
    );
  }

  private TaskMeans means(String type, Map<String, String> fields, String riskClass) {
    return types
      .find(type)
      .map(known -> known.means(fields, riskClass))
      .orElse(TaskMeans.NONE);
  }
}
