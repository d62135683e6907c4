package dev.steward.process.instance;

import dev.steward.audit.AuditEntry;
import dev.steward.audit.AuditTrail;
import dev.steward.identity.Actor;
import dev.steward.problem.FieldError;
import dev.steward.problem.ProblemException;
import dev.steward.process.definition.Definitions;
import dev.steward.process.instance.MigrationController.Item;
import dev.steward.process.instance.MigrationController.Request;
import dev.steward.process.instance.MigrationController.Result;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.flowable.common.engine.api.FlowableException;
import org.flowable.common.engine.api.FlowableOptimisticLockingException;
import org.flowable.engine.ProcessMigrationService;
import org.flowable.engine.RuntimeService;
import org.flowable.engine.repository.ProcessDefinition;
import org.flowable.engine.runtime.ProcessInstance;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Takes instances to another version with the engine's migration. A dry run does the same in transactions that are rolled back, so that it
 * finds what the migration itself would.
 */
@Component
class Migrations {

  static final int MOST = 100;

  private static final Logger log = LoggerFactory.getLogger(Migrations.class);

  private final Definitions definitions;
  private final RuntimeService runtime;
  private final ProcessMigrationService engine;
  private final MigrationCheck check;
  private final AuditTrail audit;
  private final TransactionTemplate transaction;

  Migrations(
    Definitions definitions,
    RuntimeService runtime,
    ProcessMigrationService engine,
    MigrationCheck check,
    AuditTrail audit,
    TransactionTemplate transaction
  ) {
    this.definitions = definitions;
    this.runtime = runtime;
    this.engine = engine;
    this.check = check;
    this.audit = audit;
    this.transaction = transaction;
  }

  /** @throws ProblemException 404 for an unknown version or an instance that is not of it, 422 for one version twice */
  Result migrate(String processKey, Request request, Actor actor) {
    if (request.fromVersion() == request.toVersion()) {
      throw ProblemException.invalid(
        "The two versions are the same",
        List.of(new FieldError("/toVersion", "must be another version"))
      );
    }
    var from = definitions.get(processKey, request.fromVersion());
    var to = definitions.get(processKey, request.toVersion());
    var found = instances(from, request);
    var now = found.subList(0, Math.min(MOST, found.size()));
    var items = now
      .stream()
      .map(instance -> migrate(instance, from, to, request, actor))
      .toList();
    return new Result(
      processKey,
      request.fromVersion(),
      request.toVersion(),
      request.dryRun(),
      Math.toIntExact(items.stream().filter(Item::migratable).count()),
      items,
      found.size() > MOST ? now.getLast().getId() : null
    );
  }

  /** In the order of their ids, one more than are migrated at once. */
  private List<ProcessInstance> instances(ProcessDefinition from, Request request) {
    var query = runtime
      .createProcessInstanceQuery()
      .processDefinitionId(from.getId())
      .processInstanceWithoutTenantId();
    var wanted = request.instances();
    var found = query
      .list()
      .stream()
      .filter(instance -> wanted == null || wanted.contains(instance.getId()))
      .sorted((one, other) -> one.getId().compareTo(other.getId()))
      .toList();
    if (wanted != null) {
      wanted
        .stream()
        .filter(id -> found.stream().noneMatch(instance -> instance.getId().equals(id)))
        .findFirst()
        .ifPresent(id -> {
          throw ProblemException.notFound(
            "instance-not-found",
            "There is no running instance '%s' of version %d".formatted(id, request.fromVersion())
          );
        });
    }
    var after = request.after();
    return found
      .stream()
      .filter(instance -> after == null || instance.getId().compareTo(after) > 0)
      .limit(MOST + 1L)
      .toList();
  }

  private Item migrate(
    ProcessInstance instance,
    ProcessDefinition from,
    ProcessDefinition to,
    Request request,
    Actor actor
  ) {
    try {
      return Objects.requireNonNull(
        transaction.execute(open -> {
          var judged = check.judge(instance.getId(), to);
          if (judged.problems().isEmpty()) {
            engine
              .createProcessInstanceMigrationBuilder()
              .migrateToProcessDefinition(to.getId())
              .migrate(instance.getId());
            record(instance, from, to, request.reason(), actor);
          }
          if (request.dryRun()) {
            open.setRollbackOnly();
          }
          return item(instance, judged);
        })
      );
    } catch (FlowableOptimisticLockingException | ConcurrencyFailureException e) {
      return refused(instance, "It went on meanwhile; try again");
    } catch (FlowableException e) {
      log.warn("Instance {} was not migrated to {}", instance.getId(), to.getId(), e);
      return refused(instance, "The engine does not migrate it: " + e.getMessage());
    }
  }

  private void record(
    ProcessInstance instance,
    ProcessDefinition from,
    ProcessDefinition to,
    String reason,
    Actor actor
  ) {
    audit.record(
      new AuditEntry(
        "instance.migrated",
        actor.name(),
        null,
        from.getKey(),
        instance.getId(),
        null,
        null,
        "Migrated from version %d to %d".formatted(from.getVersion(), to.getVersion()),
        Map.of("from", from.getVersion(), "to", to.getVersion(), "reason", reason)
      )
    );
  }

  private static Item item(ProcessInstance instance, MigrationCheck.Judgement judged) {
    return new Item(
      instance.getId(),
      instance.getBusinessKey(),
      judged.problems().isEmpty(),
      judged.problems(),
      judged.remarks()
    );
  }

  private static Item refused(ProcessInstance instance, String problem) {
    return item(instance, new MigrationCheck.Judgement(List.of(problem), List.of()));
  }
}
