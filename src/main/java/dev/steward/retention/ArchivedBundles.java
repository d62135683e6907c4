package dev.steward.retention;

import dev.steward.audit.AuditEntry;
import dev.steward.audit.AuditLog;
import dev.steward.audit.AuditTrail;
import dev.steward.audit.RecordedEntry;
import dev.steward.identity.Actor;
import dev.steward.listing.Listing;
import dev.steward.problem.ProblemException;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What the trail says is in the archive. */
@Component
class ArchivedBundles {

  static final String TYPE = "instance.archived";

  private static final int PAGE = 50;
  private static final Pattern NAME = Pattern.compile("evidence-([0-9A-Za-z-]{1,64})\\.zip");

  private final AuditLog log;
  private final AuditTrail trail;
  private final Archive archive;

  ArchivedBundles(AuditLog log, AuditTrail trail, Archive archive) {
    this.log = log;
    this.trail = trail;
    this.archive = archive;
  }

  record ArchivedBundle(
    String name,
    String path,
    String instanceId,
    @Nullable String processKey,
    Instant endedAt,
    Instant archivedAt,
    String sha256,
    long bytes
  ) {
    static ArchivedBundle of(RecordedEntry recorded) {
      var entry = recorded.entry();
      var detail = entry.detail();
      var path = String.valueOf(detail.get("bundle"));
      return new ArchivedBundle(
        path.substring(path.lastIndexOf('/') + 1),
        path,
        String.valueOf(entry.instanceId()),
        entry.processKey(),
        Instant.parse(String.valueOf(detail.get("endedAt"))),
        recorded.at(),
        String.valueOf(detail.get("sha256")),
        Long.parseLong(String.valueOf(detail.get("bytes")))
      );
    }
  }

  /** Newest first. */
  Listing<ArchivedBundle> list(@Nullable Long before) {
    var filter = new AuditLog.Filter(null, TYPE, null, null, null);
    var page = Listing.page(log.find(filter, before, PAGE + 1), PAGE, last ->
      String.valueOf(last.id())
    );
    return new Listing<>(page.items().stream().map(ArchivedBundle::of).toList(), page.next());
  }

  /**
   * What the archive has under a name, if it is what was put there.
   *
   * @throws ProblemException 404 for a name that the trail does not know, 409 where the file is gone or is another
   */
  @Transactional
  public byte[] read(String name, Actor actor) {
    var bundle = find(name);
    byte[] content;
    try {
      content = archive.read(bundle.path());
    } catch (IOException e) {
      throw ProblemException.conflict(
        "bundle-missing",
        "The archive has no longer what the trail says was put there: " + bundle.path()
      );
    }
    if (!Archive.sha256(content).equals(bundle.sha256())) {
      throw ProblemException.conflict(
        "bundle-changed",
        "What the archive has is not what the trail says was put there: " + bundle.path()
      );
    }
    trail.record(
      new AuditEntry(
        "evidence.exported",
        actor.name(),
        null,
        null,
        null,
        null,
        null,
        "Evidence of an instance was taken out of the archive",
        Map.of("of", bundle.instanceId(), "bundle", bundle.path())
      )
    );
    return content;
  }

  private ArchivedBundle find(String name) {
    var named = NAME.matcher(name);
    if (!named.matches()) {
      throw notFound();
    }
    return of(named.group(1)).orElseThrow(ArchivedBundles::notFound);
  }

  Optional<ArchivedBundle> of(String instanceId) {
    var filter = new AuditLog.Filter(instanceId, TYPE, null, null, null);
    return log.find(filter, null, 1).stream().findFirst().map(ArchivedBundle::of);
  }

  private static ProblemException notFound() {
    return ProblemException.notFound("bundle-not-found", "The archive has no such bundle");
  }
}
