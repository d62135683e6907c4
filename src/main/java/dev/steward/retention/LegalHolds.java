package dev.steward.retention;

import dev.steward.audit.AuditEntry;
import dev.steward.audit.AuditTrail;
import dev.steward.identity.Actor;
import dev.steward.problem.FieldError;
import dev.steward.problem.ProblemException;
import dev.steward.process.spi.EndedInstances;
import dev.steward.process.spi.EndedInstances.Member;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What must stay as it is, however old it is and whoever asks for its removal. */
@Component
public class LegalHolds {

  private final LegalHoldRows rows;
  private final EndedInstances instances;
  private final AuditTrail trail;
  private final Clock clock;

  LegalHolds(LegalHoldRows rows, EndedInstances instances, AuditTrail trail, Clock clock) {
    this.rows = rows;
    this.instances = instances;
    this.trail = trail;
    this.clock = clock;
  }

  /**
   * Whether an instance, or any that belongs together with it, is held. In a transaction that answer stays true until its end: who
   * places a hold waits.
   */
  @Transactional
  public boolean holds(String instanceId) {
    return hold(instances.family(instanceId));
  }

  /** The same of instances that belong together, in the caller's transaction. */
  boolean hold(List<Member> family) {
    rows.keepOthersOut();
    return !on(family).isEmpty();
  }

  List<LegalHold> all() {
    return rows.all();
  }

  /** @throws ProblemException 404 for an instance that is not there */
  List<LegalHold> of(String instanceId) {
    var family = instances.family(instanceId);
    if (family.isEmpty()) {
      throw notFound();
    }
    return on(family);
  }

  List<LegalHold> on(List<Member> family) {
    return rows
      .all()
      .stream()
      .filter(hold -> family.stream().anyMatch(hold::isOn))
      .toList();
  }

  /** @throws ProblemException 404 for an instance that is not there, 409 where the same is held already, 422 where nothing is named */
  @Transactional
  LegalHold place(
    @Nullable String instanceId,
    @Nullable String processKey,
    @Nullable String businessKey,
    String reason,
    Actor actor
  ) {
    if (instanceId == null && processKey == null && businessKey == null) {
      throw ProblemException.invalid(
        "A hold needs something that it is on",
        List.of(new FieldError("/processKey", "must be given, or a businessKey"))
      );
    }
    var hold = new LegalHold(
      UUID.randomUUID(),
      instanceId,
      processKey,
      businessKey,
      reason,
      actor.name(),
      clock.instant()
    );
    try {
      rows.add(hold);
    } catch (DuplicateKeyException e) {
      throw ProblemException.conflict("already-held", "The same is held already");
    }
    // After the row: whoever clears the instance away at this moment was waited for.
    if (instanceId != null && instances.family(instanceId).isEmpty()) {
      throw notFound();
    }
    record("legal-hold.placed", "A legal hold was placed", hold, reason, actor);
    return hold;
  }

  /** @throws ProblemException 404 for a hold that is not there */
  @Transactional
  void lift(UUID id, String reason, Actor actor) {
    var hold = rows
      .remove(id)
      .orElseThrow(() -> ProblemException.notFound("hold-not-found", "There is no such hold"));
    record("legal-hold.lifted", "A legal hold was lifted", hold, reason, actor);
  }

  /** @throws ProblemException 404 for an instance that is not held itself */
  @Transactional
  void lift(String instanceId, String reason, Actor actor) {
    var hold = rows
      .all()
      .stream()
      .filter(each -> instanceId.equals(each.instanceId()))
      .findFirst()
      .orElseThrow(() ->
        ProblemException.notFound("hold-not-found", "No hold is on this instance alone")
      );
    lift(hold.id(), reason, actor);
  }

  private void record(String type, String title, LegalHold hold, String reason, Actor actor) {
    Map<String, Object> detail = new HashMap<>();
    detail.put("hold", hold.id());
    detail.put("reason", reason);
    if (hold.businessKey() != null) {
      detail.put("businessKey", hold.businessKey());
    }
    trail.record(
      new AuditEntry(
        type,
        actor.name(),
        null,
        hold.processKey(),
        hold.instanceId(),
        null,
        null,
        title,
        detail
      )
    );
  }

  private static ProblemException notFound() {
    return ProblemException.notFound("instance-not-found", "There is no such instance");
  }
}
