package dev.steward.process.rehearsal;

import com.fasterxml.jackson.databind.JsonNode;
import dev.steward.audit.AuditEntry;
import dev.steward.audit.AuditTrail;
import dev.steward.identity.Actor;
import dev.steward.identity.Role;
import dev.steward.problem.ProblemException;
import dev.steward.process.check.Bundle;
import dev.steward.process.definition.RehearsedDefinitions;
import dev.steward.process.instance.RehearsedInstances;
import dev.steward.process.task.RehearsedTasks;
import java.time.Clock;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Runs diagrams that are not deployed, in the sandbox and apart from all that is done in earnest. */
@Component
class Rehearsals {

  private final RehearsalRows rows;
  private final RehearsedDefinitions definitions;
  private final RehearsedInstances instances;
  private final RehearsedTasks tasks;
  private final RehearsalProperties properties;
  private final AuditTrail audit;
  private final TransactionTemplate transaction;
  private final Clock clock;

  Rehearsals(
    RehearsalRows rows,
    RehearsedDefinitions definitions,
    RehearsedInstances instances,
    RehearsedTasks tasks,
    RehearsalProperties properties,
    AuditTrail audit,
    TransactionTemplate transaction,
    Clock clock
  ) {
    this.rows = rows;
    this.definitions = definitions;
    this.instances = instances;
    this.tasks = tasks;
    this.properties = properties;
    this.audit = audit;
    this.transaction = transaction;
    this.clock = clock;
  }

  /**
   * All of it or nothing.
   *
   * @param processKey which of several processes; null where there is one
   * @throws dev.steward.process.definition.RefusedDeploymentException with everything that was found
   * @throws ProblemException 409 {@code too-many-rehearsals}, or as a start is refused
   */
  UUID start(
    Bundle bundle,
    @Nullable String processKey,
    @Nullable JsonNode variables,
    Actor actor
  ) {
    var checked = definitions.check(bundle);
    var key = RehearsedDefinitions.key(checked, processKey);
    var id = UUID.randomUUID();
    transaction.executeWithoutResult(open -> {
      rows.lock();
      makeRoom(actor);
      var definition = definitions.deploy(id, checked, key);
      var instance = instances.start(definition, variables, actor);
      rows.insert(id, actor.name(), key, instance);
      record(
        "rehearsal.started",
        "Started a rehearsal of " + Objects.requireNonNullElse(definition.getName(), key),
        Objects.requireNonNull(rows.find(id).orElse(null)),
        actor.name()
      );
    });
    return id;
  }

  /** @throws ProblemException 404 also for one of somebody else, except for operators */
  RehearsalView get(UUID id, Actor actor) {
    var rehearsal = visible(id, actor);
    var instance = instances.find(id, rehearsal.instanceId()).orElseThrow(() -> notFound(id));
    var open = tasks.of(id);
    var reviews = tasks.reviews(open, actor);
    var timeline = instances.timeline(id);
    return new RehearsalView(
      id,
      rehearsal.person(),
      instance.processKey(),
      instance.processName(),
      instance.state(),
      instance.startedAt(),
      instance.endedAt(),
      rehearsal.usedAt().plus(properties.keep()),
      instance.variables(),
      instance.activities(),
      open
        .stream()
        .map(task ->
          RehearsalView.TaskView.of(
            task,
            tasks.form(task),
            tasks.formData(task),
            reviews.get(task.id())
          )
        )
        .toList(),
      instances.waits(id, rehearsal.instanceId()),
      RehearsedCall.of(timeline),
      timeline
    );
  }

  Rehearsal visible(UUID id, Actor actor) {
    return rows
      .find(id)
      .filter(found -> found.person().equals(actor.name()) || actor.is(Role.OPERATOR))
      .orElseThrow(() -> notFound(id));
  }

  /** @throws ProblemException 404 also for one of somebody else, except for operators */
  void end(UUID id, Actor actor) {
    var rehearsal = visible(id, actor);
    tasks.inTurn(rehearsal.instanceId(), () -> remove(rehearsal, actor.name()));
  }

  /** Those that nobody has answered for long. */
  void removeUnused() {
    rows
      .unusedSince(clock.instant().minus(properties.keep()))
      .forEach(unused -> tasks.inTurn(unused.instanceId(), () -> remove(unused, "system")));
  }

  private void makeRoom(Actor actor) {
    var own = rows.of(actor.name());
    if (own.size() < properties.perPerson()) {
      return;
    }
    var over = own
      .stream()
      .filter(rehearsal -> instances.isOver(rehearsal.id(), rehearsal.instanceId()))
      .findFirst()
      .orElseThrow(() ->
        ProblemException.conflict(
          "too-many-rehearsals",
          "You have %d rehearsals under way: end one of them first".formatted(own.size())
        )
      );
    remove(over, actor.name());
  }

  /** In the caller's transaction. */
  private void remove(Rehearsal rehearsal, String by) {
    // Whoever answers has the row; two that remove must not both go on.
    if (rows.delete(rehearsal.id())) {
      instances.remove(rehearsal.id(), rehearsal.instanceId());
      definitions.remove(rehearsal.id());
      record("rehearsal.ended", "Ended the rehearsal", rehearsal, by);
    }
  }

  private void record(String type, String title, Rehearsal rehearsal, String by) {
    audit.record(
      new AuditEntry(
        type,
        by,
        null,
        rehearsal.processKey(),
        rehearsal.instanceId(),
        null,
        null,
        title,
        Map.of("rehearsal", true, "rehearsalId", rehearsal.id(), "environment", "sandbox")
      )
    );
  }

  static ProblemException notFound(UUID id) {
    return ProblemException.notFound("rehearsal-not-found", "There is no rehearsal '" + id + "'");
  }
}
