package dev.steward.process.definition;

import dev.steward.audit.AuditEntry;
import dev.steward.audit.AuditTrail;
import dev.steward.identity.Actor;
import dev.steward.json.CanonicalJson;
import dev.steward.problem.ProblemException;
import dev.steward.process.check.Bundle;
import dev.steward.process.check.CheckedBundle;
import dev.steward.process.check.DeploymentCheck;
import dev.steward.process.check.Finding;
import dev.steward.process.check.Rule;
import dev.steward.process.definition.DeploymentView.Origin;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.flowable.common.engine.api.FlowableException;
import org.flowable.engine.RepositoryService;
import org.flowable.engine.repository.ProcessDefinition;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Deploys what people send: all of it or nothing, and nothing that the check refuses. */
@Component
public class Deployments {

  private final DeploymentCheck check;
  private final DeployedForms forms;
  private final DeploymentRows rows;
  private final RepositoryService repository;
  private final AuditTrail audit;
  private final TransactionTemplate transaction;

  Deployments(
    DeploymentCheck check,
    DeployedForms forms,
    DeploymentRows rows,
    RepositoryService repository,
    AuditTrail audit,
    TransactionTemplate transaction
  ) {
    this.check = check;
    this.forms = forms;
    this.rows = rows;
    this.repository = repository;
    this.audit = audit;
    this.transaction = transaction;
  }

  /**
   * @param changed false where the newest versions are of this very content: nothing was deployed then
   * @param warnings that did not stand in the way
   */
  record Outcome(DeploymentView deployment, boolean changed, List<Finding> warnings) {}

  CheckedBundle check(Bundle bundle) {
    return check.check(
      bundle,
      forms,
      key ->
        repository
          .createProcessDefinitionQuery()
          .processDefinitionKey(key)
          .processDefinitionWithoutTenantId()
          .count() > 0
    );
  }

  /** @throws RefusedDeploymentException with everything that was found */
  Outcome deploy(Bundle bundle, String comment, Actor actor) {
    return deploy(check(bundle), comment, Origin.UPLOAD, null, actor);
  }

  /**
   * Makes the resources of an earlier deployment the newest version. They are held to what is allowed now.
   *
   * @throws RefusedDeploymentException with everything that was found
   */
  Outcome rollback(String id, String comment, Actor actor) {
    get(id);
    return deploy(check(bundle(id)), comment, Origin.ROLLBACK, id, actor);
  }

  /** What a deployment of what is deployed would find now. */
  public List<Finding> findings(ProcessDefinition definition) {
    return check(bundle(definition.getDeploymentId())).findings();
  }

  DeploymentView get(String id) {
    return rows
      .find(id)
      .orElseThrow(() ->
        ProblemException.notFound("deployment-not-found", "There is no deployment '" + id + "'")
      );
  }

  /** By name; without what the engine has drawn. */
  Map<String, byte[]> resources(String id) {
    return DeployedForms.names(repository, id)
      .stream()
      .collect(
        Collectors.toMap(
          name -> name,
          name -> DeployedForms.read(repository, id, name),
          (one, other) -> one,
          TreeMap::new
        )
      );
  }

  private Bundle bundle(String id) {
    var bundle = new Bundle();
    resources(id).forEach(bundle::with);
    return bundle;
  }

  static String digest(Map<String, byte[]> resources) {
    return CanonicalJson.sha256(
      new TreeMap<>(resources)
        .entrySet()
        .stream()
        .map(file -> file.getKey() + ":" + Base64.getEncoder().encodeToString(file.getValue()))
        .collect(Collectors.joining("\n"))
    );
  }

  private Outcome deploy(
    CheckedBundle checked,
    String comment,
    Origin origin,
    @Nullable String rolledBackTo,
    Actor actor
  ) {
    if (!checked.isDeployable()) {
      throw refused(checked.findings(), comment, actor);
    }
    try {
      return Objects.requireNonNull(
        transaction.execute(open -> store(checked, comment, origin, rolledBackTo, actor))
      );
    } catch (FlowableException e) {
      throw refused(List.of(notTaken(checked, e)), comment, actor);
    }
  }

  /** Of the engine itself, which knows no place. */
  static Finding notTaken(CheckedBundle checked, FlowableException reason) {
    return new Finding(
      Finding.Severity.ERROR,
      checked.resources().keySet().iterator().next(),
      null,
      null,
      null,
      Rule.NOT_DEPLOYABLE,
      "The engine does not take it: " + reason.getMessage()
    );
  }

  private Outcome store(
    CheckedBundle checked,
    String comment,
    Origin origin,
    @Nullable String rolledBackTo,
    Actor actor
  ) {
    rows.lock();
    var digest = digest(checked.resources());
    var same = rows.current(checked.processKeys(), digest);
    if (same.isPresent()) {
      return new Outcome(get(same.get()), false, checked.findings());
    }
    var deployment = repository.createDeployment().name(origin.id());
    checked.resources().forEach(deployment::addBytes);
    var id = deployment.deploy().getId();
    rows.insert(id, actor.name(), comment, origin, rolledBackTo, digest);
    var deployed = get(id);
    audit.record(
      entry(
        "deployment.created",
        actor,
        origin.id(),
        "Deployed " +
          deployed
            .processes()
            .stream()
            .map(process -> process.key() + " version " + process.version())
            .collect(Collectors.joining(", ")),
        Map.of(
          "deployment",
          id,
          "comment",
          comment,
          "digest",
          digest,
          "resources",
          checked.resources().keySet(),
          "warnings",
          checked.findings().size()
        )
      )
    );
    return new Outcome(deployed, true, checked.findings());
  }

  private RefusedDeploymentException refused(List<Finding> findings, String comment, Actor actor) {
    var errors = findings.stream().filter(Finding::isError).toList();
    transaction.executeWithoutResult(open ->
      audit.record(
        entry(
          "deployment.refused",
          actor,
          "refused",
          "Refused a deployment with " + errors.size() + " errors",
          Map.of(
            "comment",
            comment,
            "errors",
            errors
              .stream()
              .limit(20)
              .map(error -> error.resource() + ": " + error.sentence())
              .toList()
          )
        )
      )
    );
    return new RefusedDeploymentException(findings);
  }

  private static AuditEntry entry(
    String type,
    Actor actor,
    String state,
    String title,
    Map<String, ?> detail
  ) {
    return new AuditEntry(type, actor.name(), null, null, null, null, state, title, detail);
  }
}
