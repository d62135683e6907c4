package dev.steward.retention;

import dev.steward.audit.AuditEntry;
import dev.steward.audit.AuditLog;
import dev.steward.audit.AuditTrail;
import dev.steward.audit.InstanceKeys;
import dev.steward.audit.RecordedEntry;
import dev.steward.identity.Actor;
import dev.steward.problem.ProblemException;
import dev.steward.process.spi.EndedInstances;
import dev.steward.process.spi.EndedInstances.Member;
import dev.steward.retention.ArchivedBundles.ArchivedBundle;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Takes out of ended instances what they say of people: from the tables by removing it, from the trail by destroying the key that it is
 * sealed with. What happened, when, by which rules and at what cost can still be told and proven.
 */
@Component
class Erasures {

  private static final String TYPE = "instance.erased";

  private final EndedInstances instances;
  private final InstanceRows rows;
  private final InstanceKeys keys;
  private final LegalHolds holds;
  private final AuditTrail trail;
  private final AuditLog log;
  private final ArchivedBundles bundles;
  private final Archive archive;
  private final TransactionTemplate transaction;

  Erasures(
    EndedInstances instances,
    InstanceRows rows,
    InstanceKeys keys,
    LegalHolds holds,
    AuditTrail trail,
    AuditLog log,
    ArchivedBundles bundles,
    Archive archive,
    PlatformTransactionManager transactions
  ) {
    this.instances = instances;
    this.rows = rows;
    this.keys = keys;
    this.holds = holds;
    this.trail = trail;
    this.log = log;
    this.bundles = bundles;
    this.archive = archive;
    this.transaction = new TransactionTemplate(transactions);
  }

  /** @param instances how many were erased together */
  @Schema(name = "Erasure")
  record Erasure(Instant erasedAt, String erasedBy, String reason, int instances) {
    static Erasure of(RecordedEntry recorded) {
      var detail = recorded.entry().detail();
      return new Erasure(
        recorded.at(),
        recorded.entry().actor(),
        String.valueOf(detail.get("reason")),
        detail.get("instances") instanceof Number number ? number.intValue() : 1
      );
    }
  }

  Optional<Erasure> of(String instanceId) {
    var filter = new AuditLog.Filter(instanceId, TYPE, null, null, null);
    return log.find(filter, null, 1).stream().findFirst().map(Erasure::of);
  }

  /**
   * Of an instance and all that it belongs together with, or of one that is in the archive, whose bundle is deleted. To do it again changes
   * nothing.
   *
   * @throws ProblemException 404 for an instance that is neither there nor in the archive, 409 where one of them goes on, is at work or is held
   */
  Erasure erase(String instanceId, String reason, Actor actor) {
    var bundle = bundles.of(instanceId);
    transaction.executeWithoutResult(status ->
      erase(family(instanceId, bundle.orElse(null)), reason, actor)
    );
    bundle.ifPresent(kept -> archive.remove(kept.path()));
    return of(instanceId).orElseThrow();
  }

  private List<Member> family(String instanceId, @Nullable ArchivedBundle bundle) {
    var family = instances.family(instanceId);
    return family.isEmpty() && bundle != null
      ? List.of(new Member(instanceId, String.valueOf(bundle.processKey()), null, bundle.endedAt()))
      : family;
  }

  private void erase(List<Member> family, String reason, Actor actor) {
    requireEnd(family);
    if (holds.hold(family)) {
      throw ProblemException.conflict(
        "instance-held",
        "A legal hold keeps this instance, or one that it belongs together with, as it is"
      );
    }
    var ids = family.stream().map(Member::id).toList();
    if (rows.areAtWork(ids)) {
      throw ProblemException.conflict(
        "instance-at-work",
        "A call that was under way when the instance ended has not come to its end; try again in some minutes"
      );
    }
    var large = rows.largeValues(ids);
    rows.erase(ids);
    instances.erase(ids);
    rows.removeUnused(large);
    rows.removeLater(large);
    if (keys.destroy(ids) > 0 || of(ids.getFirst()).isEmpty()) {
      // After the keys: why something was erased can still be read.
      family.forEach(member -> trail.record(erased(member, reason, ids.size(), actor)));
    }
  }

  /** Large values of instances that were erased within the day of their storing. */
  @Scheduled(fixedDelayString = "PT1H", initialDelayString = "PT1H")
  @Transactional
  public void removeErasedValues() {
    rows.removeErasedValues();
  }

  private static void requireEnd(List<Member> family) {
    if (family.isEmpty()) {
      throw ProblemException.notFound("instance-not-found", "There is no such instance");
    }
    family
      .stream()
      .filter(member -> member.endedAt() == null)
      .findFirst()
      .ifPresent(member -> {
        throw ProblemException.conflict(
          "instance-running",
          "Only what has ended can be erased, and %s of %s goes on: cancel it first".formatted(
            member.id(),
            member.processKey()
          )
        );
      });
  }

  private static AuditEntry erased(Member member, String reason, int instances, Actor actor) {
    return new AuditEntry(
      TYPE,
      actor.name(),
      null,
      member.processKey(),
      member.id(),
      null,
      null,
      "What it said of people is erased",
      Map.of("reason", reason, "instances", instances)
    );
  }
}
