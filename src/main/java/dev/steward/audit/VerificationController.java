package dev.steward.audit;

import dev.steward.identity.CurrentActor;
import dev.steward.listing.Listing;
import dev.steward.problem.ProblemException;
import io.swagger.v3.oas.annotations.media.Schema;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Says whether the trail is what was once written. */
@RestController
class VerificationController {

  private static final int LATEST = 20;

  private final ChainVerifier verifier;
  private final Verifications verifications;
  private final CurrentActor current;
  private final Clock clock;

  /** Reading the whole trail holds a connection and a snapshot for as long as it takes. */
  private final Semaphore whole = new Semaphore(1);

  VerificationController(
    ChainVerifier verifier,
    Verifications verifications,
    CurrentActor current,
    Clock clock
  ) {
    this.verifier = verifier;
    this.verifications = verifications;
    this.current = current;
    this.clock = clock;
  }

  /**
   * @param at when the trail was as it is described
   * @param chains how many were read until the end or the first fault
   * @param checkpoints signed ones that the chains were held against
   * @param fault null where nothing is wrong
   */
  @Schema(name = "AuditVerification")
  record Verification(
    boolean sound,
    Instant at,
    long chains,
    long entries,
    long checkpoints,
    @Nullable FoundFault fault
  ) {}

  @Schema(name = "AuditFault")
  record FoundFault(Fault.Kind kind, String chain, long position, @Nullable Long entryId) {}

  /**
   * A verification of the whole trail that is watched while it runs.
   *
   * @param total entries on the trail when it began
   * @param fault null where nothing was found wrong so far
   * @param failure why it came to no end, which says nothing about the trail
   */
  @Schema(name = "AuditVerificationRun")
  record Run(
    UUID id,
    Verifications.State state,
    String requestedBy,
    Instant startedAt,
    @Nullable Instant finishedAt,
    long total,
    long chains,
    long entries,
    long checkpoints,
    @Nullable FoundFault fault,
    @Nullable String failure
  ) {}

  /** Begins to verify the whole trail. */
  @PostMapping("/api/audit/verifications")
  @PreAuthorize("hasAnyRole('auditor', 'operator')")
  ResponseEntity<Run> start() {
    var run = run(verifications.start(current.get().name()));
    return ResponseEntity.accepted()
      .location(URI.create("/api/audit/verifications/" + run.id()))
      .body(run);
  }

  @GetMapping("/api/audit/verifications/{id}")
  @PreAuthorize("hasAnyRole('auditor', 'operator')")
  Run find(@PathVariable UUID id) {
    return verifications
      .find(id)
      .map(this::run)
      .orElseThrow(() ->
        ProblemException.notFound("verification-not-found", "There is no verification '" + id + "'")
      );
  }

  /** The latest first. */
  @GetMapping("/api/audit/verifications")
  @PreAuthorize("hasAnyRole('auditor', 'operator')")
  Listing<Run> latest() {
    return Listing.whole(verifications.newest(LATEST).stream().map(this::run).toList());
  }

  private Run run(VerificationRows.Row row) {
    return new Run(
      row.id(),
      verifications.stateOf(row),
      row.requestedBy(),
      row.startedAt(),
      row.finishedAt(),
      row.total(),
      row.chains(),
      row.entries(),
      row.checkpoints(),
      found(row.fault()),
      verifications.failureOf(row)
    );
  }

  @GetMapping("/api/audit/verify")
  @PreAuthorize("hasAnyRole('auditor', 'operator')")
  Verification verify(@RequestParam(required = false) @Nullable String instanceId) {
    if (instanceId != null) {
      return verified(instanceId);
    }
    if (!whole.tryAcquire()) {
      throw ProblemException.conflict(
        "verification-running",
        "The whole trail is being verified already."
      );
    }
    try {
      return verified(null);
    } finally {
      whole.release();
    }
  }

  private Verification verified(@Nullable String instanceId) {
    var at = clock.instant();
    var result = verifier.verify(instanceId);
    return new Verification(
      result.first() == null,
      at,
      result.chains(),
      result.entries(),
      result.checkpoints(),
      found(result.first())
    );
  }

  private static @Nullable FoundFault found(@Nullable Fault fault) {
    return fault == null
      ? null
      : new FoundFault(fault.kind(), fault.chain(), fault.position(), fault.entryId());
  }
}
