package dev.steward.policy;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.flowable.dmn.api.DmnDecision;
import org.flowable.dmn.api.DmnDeployment;
import org.flowable.dmn.api.DmnRepositoryService;
import org.flowable.dmn.model.Decision;
import org.flowable.dmn.model.DecisionTable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * The tables in force: those in the policy folder when the application started. Only they count: a
 * table of the same key that somebody deploys with a process must not become the company's policy,
 * and one whose file is gone is no longer asked.
 */
@Component
class PolicyTables {

  private static final Logger log = LoggerFactory.getLogger(PolicyTables.class);

  private final List<PolicyTable> tables;

  PolicyTables(
    DmnRepositoryService repository,
    @Value("${steward.policies:policies}") Path folder
  ) {
    // All files are checked before the first is deployed.
    this.tables = TableFiles.read(folder)
      .stream()
      .flatMap(file -> deploy(repository, file))
      .toList();
    if (tables.isEmpty()) {
      log.warn("{} holds no decision table, so every tool call will be denied", folder);
    }
  }

  /** In the order of file names. */
  List<PolicyTable> all() {
    return tables;
  }

  private static Stream<PolicyTable> deploy(
    DmnRepositoryService repository,
    TableFiles.TableFile file
  ) {
    // One deployment a file, so that a version counts the changes of its own table.
    var deployment = repository
      .createDeployment()
      .name(file.name())
      .addDmnBytes(file.name(), file.content())
      .enableDuplicateFiltering()
      .deploy();
    return file
      .decisions()
      .stream()
      .map(decision -> table(repository, deployment, decision, file.descriptions()));
  }

  private static PolicyTable table(
    DmnRepositoryService repository,
    DmnDeployment deployment,
    Decision decision,
    Map<String, String> descriptions
  ) {
    var deployed = repository
      .createDecisionQuery()
      .deploymentId(deployment.getId())
      .decisionKey(decision.getId())
      .singleResult();
    // The engine numbers rules wrongly where several threads parse tables at once, as after a start they all would.
    repository.getDmnDefinition(deployed.getId());
    var table = (DecisionTable) decision.getExpression();
    return new PolicyTable(
      decision.getId(),
      Optional.ofNullable(decision.getName()).orElse(decision.getId()),
      deployed.getVersion(),
      deployment.getDeploymentTime().toInstant(),
      deployment.getId(),
      table
        .getOutputs()
        .stream()
        .map(output -> output.getName())
        .toList(),
      rules(table, deployed, descriptions)
    );
  }

  private static Map<Integer, Verdict.Rule> rules(
    DecisionTable table,
    DmnDecision deployed,
    Map<String, String> descriptions
  ) {
    var name = deployed.getKey() + ":" + deployed.getVersion();
    var rules = new LinkedHashMap<Integer, Verdict.Rule>();
    for (var rule : table.getRules()) {
      rules.put(
        rule.getRuleNumber(),
        new Verdict.Rule(rule.getId(), name, Objects.requireNonNull(descriptions.get(rule.getId())))
      );
    }
    return rules;
  }
}
