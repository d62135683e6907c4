package dev.steward.policy;

import dev.steward.audit.AuditEntry;
import dev.steward.audit.AuditTrail;
import dev.steward.identity.Actor;
import dev.steward.problem.BrokenDefinitionException;
import dev.steward.problem.ProblemException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.flowable.dmn.api.DmnRepositoryService;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Changes which decision tables count: those of the policy folder, as often as a file has changed since it was taken over, and what people
 * deploy while the application runs.
 */
@Component
class PolicyDeployments {

  private static final String SYSTEM = "system";

  private final DmnRepositoryService repository;
  private final PolicyVersions versions;
  private final AuditTrail audit;
  private final ModelNames models;

  PolicyDeployments(
    DmnRepositoryService repository,
    PolicyVersions versions,
    AuditTrail audit,
    TransactionTemplate transaction,
    ModelNames models,
    @Value("${steward.policies:policies}") Path folder
  ) {
    this.repository = repository;
    this.versions = versions;
    this.audit = audit;
    this.models = models;
    // All files are checked before the first counts.
    var files = TableFiles.read(folder);
    files.forEach(this::refuseUnknownModels);
    transaction.executeWithoutResult(open -> takeOver(files));
  }

  /**
   * @param mode {@code ENFORCED} or {@code SHADOW}
   * @return the tables of the file
   * @throws dev.steward.problem.BrokenDefinitionException for a table that could not be relied on
   */
  @Transactional
  List<PolicyVersion> deploy(byte[] content, PolicyMode mode, String reason, Actor actor) {
    versions.lock();
    var file = TableFiles.parse("table.dmn", content);
    refuseUnknownModels(file);
    return deploy(file, mode, null, reason, actor.name());
  }

  /** @throws ProblemException 404 for a version that was never deployed */
  @Transactional
  PolicyVersion change(String key, int version, PolicyMode mode, String reason, Actor actor) {
    versions.lock();
    var known = versions.get(key, version);
    versions.put(key, version, known.deployment(), mode, null, reason, actor.name());
    record(known.id(), mode, reason, actor.name());
    return versions.get(key, version);
  }

  private void refuseUnknownModels(TableFiles.TableFile file) {
    var problems = file
      .decisions()
      .stream()
      .flatMap(decision ->
        TableCheck.models(decision)
          .distinct()
          .filter(
            model ->
              !model.equals(ModelDecision.OWN) &&
              !model.equals(ModelDecision.NONE) &&
              !models.knows(model)
          )
          .map(model ->
            "decision '%s' names the model '%s', which is not configured".formatted(
              decision.getId(),
              model
            )
          )
      )
      .toList();
    if (!problems.isEmpty()) {
      throw new BrokenDefinitionException(file.name(), problems);
    }
  }

  private void takeOver(List<TableFiles.TableFile> files) {
    versions.lock();
    var known = versions.files();
    var present = new HashSet<String>();
    for (var file : files) {
      present.add(file.name());
      if (!file.digest().equals(known.get(file.name()))) {
        deploy(file, PolicyMode.ENFORCED, file.name(), null, SYSTEM);
        versions.takenOver(file.name(), file.digest());
      }
    }
    known
      .keySet()
      .stream()
      .filter(name -> !present.contains(name))
      .forEach(this::retire);
  }

  /** A table whose file is gone is no longer asked. */
  private void retire(String file) {
    versions
      .all()
      .stream()
      .filter(version -> file.equals(version.file()) && version.mode() == PolicyMode.ENFORCED)
      .forEach(version -> {
        var reason = file + " is gone";
        versions.put(
          version.key(),
          version.version(),
          version.deployment(),
          PolicyMode.RETIRED,
          null,
          reason,
          SYSTEM
        );
        record(version.id(), PolicyMode.RETIRED, reason, SYSTEM);
      });
    versions.forget(file);
  }

  private List<PolicyVersion> deploy(
    TableFiles.TableFile file,
    PolicyMode mode,
    @Nullable String source,
    @Nullable String reason,
    String by
  ) {
    // One deployment a file, so that a version counts the changes of its own table.
    var deployment = repository
      .createDeployment()
      .name(file.name())
      .addDmnBytes(file.name(), file.content())
      .deploy();
    return file
      .decisions()
      .stream()
      .map(decision -> {
        var deployed = repository
          .createDecisionQuery()
          .deploymentId(deployment.getId())
          .decisionKey(decision.getId())
          .singleResult();
        var key = deployed.getKey();
        versions.put(key, deployed.getVersion(), deployment.getId(), mode, source, reason, by);
        record(key + ":" + deployed.getVersion(), mode, reason, by);
        return versions.get(key, deployed.getVersion());
      })
      .toList();
  }

  private void record(String table, PolicyMode mode, @Nullable String reason, String by) {
    audit.record(
      new AuditEntry(
        "policy.changed",
        by,
        null,
        null,
        null,
        null,
        mode.id(),
        "%s is %s".formatted(table, mode.id()),
        Map.of("table", table, "reason", Optional.ofNullable(reason).orElse("the policy folder"))
      )
    );
  }
}
