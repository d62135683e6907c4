package dev.steward.retention;

import dev.steward.audit.AuditEntry;
import dev.steward.audit.AuditTrail;
import dev.steward.evidence.EvidenceBundles;
import dev.steward.evidence.EvidenceBundles.Bundle;
import dev.steward.monitoring.FinalFigures;
import dev.steward.process.spi.EndedInstances;
import dev.steward.process.spi.EndedInstances.Member;
import java.io.IOException;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Clears an instance away, with all that belongs to it: first its evidence is in the archive, then everything goes in one transaction,
 * with the entries that say so. A crash between the two leaves bundles that the next try writes again.
 */
@Component
class Cleaner {

  private final EndedInstances instances;
  private final EvidenceBundles bundles;
  private final Archive archive;
  private final InstanceRows rows;
  private final LegalHolds holds;
  private final RetentionRules rules;
  private final FinalFigures figures;
  private final AuditTrail trail;
  private final TransactionTemplate transaction;

  Cleaner(
    EndedInstances instances,
    EvidenceBundles bundles,
    Archive archive,
    InstanceRows rows,
    LegalHolds holds,
    RetentionRules rules,
    FinalFigures figures,
    AuditTrail trail,
    PlatformTransactionManager transactions
  ) {
    this.instances = instances;
    this.bundles = bundles;
    this.archive = archive;
    this.rows = rows;
    this.holds = holds;
    this.rules = rules;
    this.figures = figures;
    this.trail = trail;
    this.transaction = new TransactionTemplate(transactions);
  }

  private record Filed(Bundle bundle, Archive.Kept kept) {}

  /**
   * @param instanceId of one that no other has begun
   * @return how many instances went; none where it is not their time yet, or somebody holds them
   * @throws IOException where the archive did not take a bundle
   */
  int clean(String instanceId, String actor) throws IOException {
    var family = instances.family(instanceId);
    if (!isDue(family) || !holds.on(family).isEmpty()) {
      return 0;
    }
    var filed = new LinkedHashMap<Member, Filed>();
    for (var member : family) {
      var bundle = bundles.of(member.id());
      var name = "evidence-" + member.id() + ".zip";
      filed.put(
        member,
        new Filed(
          bundle,
          archive.keep(name, Objects.requireNonNull(member.endedAt()), bundle.content())
        )
      );
    }
    return Boolean.TRUE.equals(transaction.execute(status -> remove(instanceId, filed, actor)))
      ? family.size()
      : 0;
  }

  /** Whether all have ended long enough ago, and nothing of them is needed any more. */
  boolean isDue(List<Member> family) {
    if (family.isEmpty() || family.stream().anyMatch(member -> member.endedAt() == null)) {
      return false;
    }
    var last = family
      .stream()
      .map(member -> Objects.requireNonNull(member.endedAt()))
      .max(Comparator.naturalOrder())
      .orElseThrow();
    var before = rules.endedBefore(family, rules.all());
    return (
      before.filter(last::isBefore).isPresent() &&
      isFinal(last, family.stream().map(Member::id).toList())
    );
  }

  private boolean isFinal(Instant last, List<String> ids) {
    var before = figures.before();
    return last.isBefore(before) && !rows.areInUse(ids, before);
  }

  private boolean remove(String instanceId, Map<Member, Filed> filed, String actor) {
    // Asked again, now that nobody can change it any more.
    if (holds.holds(instanceId)) {
      return false;
    }
    var members = List.copyOf(filed.keySet());
    boolean changed =
      !instances.family(instanceId).equals(members) ||
      filed
        .entrySet()
        .stream()
        .sorted(Comparator.comparing(each -> each.getKey().id()))
        .anyMatch(each -> !bundles.isComplete(each.getKey().id(), each.getValue().bundle()));
    if (changed) {
      return false;
    }
    var ids = members.stream().map(Member::id).toList();
    var large = rows.largeValues(ids);
    rows.remove(ids);
    instances.forget(ids);
    rows.removeUnused(large);
    filed.forEach((member, each) -> trail.record(archived(member, each.kept(), instanceId, actor)));
    return true;
  }

  private static AuditEntry archived(Member member, Archive.Kept kept, String root, String actor) {
    return new AuditEntry(
      ArchivedBundles.TYPE,
      actor,
      null,
      member.processKey(),
      member.id(),
      null,
      null,
      "Its time was over: the evidence is in the archive, all else is removed",
      Map.of(
        "bundle",
        kept.path(),
        "sha256",
        kept.sha256(),
        "bytes",
        kept.bytes(),
        "endedAt",
        Optional.ofNullable(member.endedAt()).map(Instant::toString).orElse(""),
        "with",
        root
      )
    );
  }
}
