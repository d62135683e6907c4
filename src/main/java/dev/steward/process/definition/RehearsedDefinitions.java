package dev.steward.process.definition;

import dev.steward.problem.FieldError;
import dev.steward.problem.ProblemException;
import dev.steward.process.check.Bundle;
import dev.steward.process.check.CheckedBundle;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.flowable.bpmn.model.CallActivity;
import org.flowable.common.engine.api.FlowableException;
import org.flowable.engine.RepositoryService;
import org.flowable.engine.repository.ProcessDefinition;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Puts what is rehearsed into the engine, under the rehearsal's id as its tenant: it is no version of any process, and nothing but the
 * rehearsal finds it.
 */
@Component
public class RehearsedDefinitions {

  private final Deployments deployments;
  private final RepositoryService repository;

  RehearsedDefinitions(Deployments deployments, RepositoryService repository) {
    this.deployments = deployments;
    this.repository = repository;
  }

  /** @throws RefusedDeploymentException with everything that a deployment of these files would find */
  public CheckedBundle check(Bundle bundle) {
    var checked = deployments.check(bundle);
    if (!checked.isDeployable()) {
      throw new RefusedDeploymentException(checked.findings());
    }
    return checked;
  }

  /**
   * The process that is meant.
   *
   * @throws ProblemException 422 where there is none of this key, or there are several and none is named
   */
  public static String key(CheckedBundle checked, @Nullable String named) {
    var keys = checked.processKeys();
    if (named == null && keys.size() == 1) {
      return keys.iterator().next();
    }
    if (named == null || !keys.contains(named)) {
      throw ProblemException.invalid(
        "It is not clear which process is to be rehearsed",
        List.of(new FieldError("/processKey", "must be one of " + String.join(", ", keys)))
      );
    }
    return named;
  }

  /**
   * With copies of the newest versions of what the process calls. In the caller's transaction.
   *
   * @throws RefusedDeploymentException where the engine does not take it
   */
  public ProcessDefinition deploy(UUID rehearsal, CheckedBundle checked, String key) {
    try {
      var builder = repository.createDeployment().name("Rehearsal").tenantId(rehearsal.toString());
      checked.resources().forEach(builder::addBytes);
      var deployment = builder.deploy();
      var deployed = repository
        .createProcessDefinitionQuery()
        .deploymentId(deployment.getId())
        .list();
      bringAlong(rehearsal, deployed);
      return deployed
        .stream()
        .filter(definition -> definition.getKey().equals(key))
        .findFirst()
        .orElseThrow();
    } catch (FlowableException e) {
      throw new RefusedDeploymentException(List.of(Deployments.notTaken(checked, e)));
    }
  }

  /** With decision tables. What ran has to be removed before. In the caller's transaction. */
  public void remove(UUID rehearsal) {
    repository
      .createDeploymentQuery()
      .deploymentTenantId(rehearsal.toString())
      .list()
      .forEach(deployment -> repository.deleteDeployment(deployment.getId(), true));
  }

  /** Under the tenant the engine finds no process that is not there too. */
  private void bringAlong(UUID rehearsal, List<ProcessDefinition> deployed) {
    var known = new HashSet<String>();
    deployed.forEach(definition -> known.add(definition.getKey()));
    var open = new ArrayDeque<>(deployed);
    while (!open.isEmpty()) {
      for (var called : calls(open.remove())) {
        if (known.add(called)) {
          find(called).ifPresent(original -> open.addAll(copy(rehearsal, original, known)));
        }
      }
    }
  }

  private Set<String> calls(ProcessDefinition definition) {
    var called = new HashSet<String>();
    repository
      .getBpmnModel(definition.getId())
      .getProcesses()
      .forEach(process ->
        process
          .findFlowElementsOfType(CallActivity.class, true)
          .forEach(call -> called.add(call.getCalledElement()))
      );
    return called;
  }

  private Optional<ProcessDefinition> find(String key) {
    return Optional.ofNullable(
      repository
        .createProcessDefinitionQuery()
        .processDefinitionKey(key)
        .processDefinitionWithoutTenantId()
        .latestVersion()
        .singleResult()
    );
  }

  private List<ProcessDefinition> copy(
    UUID rehearsal,
    ProcessDefinition original,
    Set<String> known
  ) {
    var builder = repository
      .createDeployment()
      .name("Called in a rehearsal")
      .tenantId(rehearsal.toString());
    for (var name : DeployedForms.names(repository, original.getDeploymentId())) {
      // Another diagram of that deployment may be what is rehearsed.
      if (!name.endsWith(".bpmn") || name.equals(original.getResourceName())) {
        builder.addBytes(name, DeployedForms.read(repository, original.getDeploymentId(), name));
      }
    }
    var copies = repository
      .createProcessDefinitionQuery()
      .deploymentId(builder.deploy().getId())
      .list();
    copies.forEach(copy -> known.add(copy.getKey()));
    return copies;
  }
}
