package dev.steward.policy;

import dev.steward.problem.BrokenDefinitionException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.flowable.dmn.api.DmnDecision;
import org.flowable.dmn.api.DmnDeployment;
import org.flowable.dmn.api.DmnRepositoryService;
import org.flowable.dmn.model.Decision;
import org.flowable.dmn.model.DecisionTable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * The tables in force, as {@link PolicyDeployments} says. Only they count: a table of the same key that somebody deploys with a process
 * must not become the company's policy.
 */
@Component
class PolicyTables {

  private static final Logger log = LoggerFactory.getLogger(PolicyTables.class);

  private static final String TRIAL = "trial";

  private final DmnRepositoryService repository;
  private final PolicyVersions versions;
  private final Map<String, PolicyTable> loaded = new ConcurrentHashMap<>();
  private volatile InForce inForce;

  /**
   * @param deployments has taken over the policy folder by now
   */
  PolicyTables(
    DmnRepositoryService repository,
    PolicyVersions versions,
    PolicyDeployments deployments
  ) {
    this.repository = repository;
    this.versions = versions;
    this.inForce = read();
    if (verdicts().isEmpty()) {
      log.warn("No decision table has verdicts, so every tool call will be denied");
    }
  }

  /**
   * The tables at one moment; another moment is another object.
   *
   * @param enforced by key
   * @param onTrial those that are enforced with the shadows in the place of those of their keys; empty without shadows
   */
  record InForce(String stamp, List<PolicyTable> enforced, List<PolicyTable> onTrial) {
    List<PolicyTable> enforced(TableKind kind) {
      return of(kind, enforced);
    }

    /** Empty where no table of this kind is on trial. */
    List<PolicyTable> onTrial(TableKind kind) {
      var tried = of(kind, onTrial);
      return tried.equals(enforced(kind)) ? List.of() : tried;
    }

    private static List<PolicyTable> of(TableKind kind, List<PolicyTable> tables) {
      return tables
        .stream()
        .filter(table -> table.kind() == kind)
        .toList();
    }
  }

  InForce inForce() {
    return inForce;
  }

  /** The enforced tables that rule on tool calls. */
  List<PolicyTable> verdicts() {
    return inForce.enforced(TableKind.VERDICT);
  }

  /** What somebody changed on another node counts here within a second. */
  @Scheduled(fixedDelay = 1000)
  // One at a time, so that what was read before a change never takes the place of what was read after it.
  synchronized void refresh() {
    try {
      if (!versions.stamp().equals(inForce.stamp())) {
        inForce = read();
      }
    } catch (RuntimeException e) {
      log.warn("The decision tables cannot be read, those known stay in force: {}", e.getMessage());
    }
  }

  private synchronized InForce read() {
    var stamp = versions.stamp();
    var all = versions.all();
    var enforced = tables(all, PolicyMode.ENFORCED);
    var shadows = tables(all, PolicyMode.SHADOW);
    return new InForce(
      stamp,
      enforced,
      shadows.isEmpty() ? List.of() : replaced(enforced, shadows)
    );
  }

  private List<PolicyTable> tables(List<PolicyVersion> all, PolicyMode mode) {
    return all
      .stream()
      .filter(version -> version.mode() == mode)
      .map(version -> loaded.computeIfAbsent(version.id(), this::version))
      .toList();
  }

  private static List<PolicyTable> replaced(List<PolicyTable> tables, List<PolicyTable> by) {
    var keys = by.stream().map(PolicyTable::key).toList();
    return Stream.concat(
      tables.stream().filter(table -> !keys.contains(table.key())),
      by.stream()
    ).toList();
  }

  /** A table as it was once in force. */
  synchronized PolicyTable version(String id) {
    var decision = decision(id);
    var deployment = repository
      .createDeploymentQuery()
      .deploymentId(decision.getDeploymentId())
      .singleResult();
    return tables(file(decision), deployment)
      .filter(table -> table.id().equals(id))
      .findFirst()
      .orElseThrow();
  }

  private DmnDecision decision(String id) {
    int colon = id.lastIndexOf(':');
    return repository
      .createDecisionQuery()
      .decisionKey(id.substring(0, colon))
      .decisionVersion(Integer.valueOf(id.substring(colon + 1)))
      .decisionWithoutTenantId()
      .singleResult();
  }

  private TableFiles.TableFile file(DmnDecision decision) {
    try (var content = repository.getDmnResource(decision.getId())) {
      return TableFiles.parse(decision.getResourceName(), content.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The tables in force with another in the place of that of its key, until it is closed. */
  record Trial(List<PolicyTable> tables, Runnable end) implements AutoCloseable {
    @Override
    public void close() {
      end.run();
    }
  }

  /** @throws BrokenDefinitionException for a table that could not be relied on */
  synchronized Trial trial(byte[] content) {
    var file = TableFiles.parse("table.dmn", content);
    for (var decision : file.decisions()) {
      if (TableCheck.kind(decision) != TableKind.VERDICT) {
        throw new BrokenDefinitionException(
          file.name(),
          List.of(
            "decision '%s' has no verdicts that could be compared with those of the past".formatted(
              decision.getId()
            )
          )
        );
      }
    }
    var deployment = repository
      .createDeployment()
      .name(TRIAL)
      .tenantId(TRIAL)
      .addDmnBytes(file.name(), content)
      .deploy();
    var proposed = tables(file, deployment).toList();
    return new Trial(replaced(verdicts(), proposed), () ->
      repository.deleteDeployment(deployment.getId())
    );
  }

  /** The DMN of a version. */
  byte[] content(PolicyVersion version) {
    return file(decision(version.id())).content();
  }

  private Stream<PolicyTable> tables(TableFiles.TableFile file, DmnDeployment deployment) {
    return file
      .decisions()
      .stream()
      .map(decision -> table(deployment, decision, file.descriptions()));
  }

  private PolicyTable table(
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
    var parsed = repository.getDmnDefinition(deployed.getId()).getDecisionById(decision.getId());
    var table = (DecisionTable) decision.getExpression();
    return new PolicyTable(
      decision.getId(),
      deployed.getVersion(),
      deployment.getId(),
      parsed,
      TableCheck.kind(decision),
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
