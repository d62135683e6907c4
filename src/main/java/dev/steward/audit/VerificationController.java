package dev.steward.audit;

import dev.steward.problem.ProblemException;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Says whether the trail is what was once written. */
@RestController
class VerificationController {

  private final ChainVerifier verifier;
  private final Clock clock;

  /** Reading the whole trail holds a connection and a snapshot for as long as it takes. */
  private final Semaphore whole = new Semaphore(1);

  VerificationController(ChainVerifier verifier, Clock clock) {
    this.verifier = verifier;
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
    var first = result.first();
    return new Verification(
      first == null,
      at,
      result.chains(),
      result.entries(),
      result.checkpoints(),
      first == null
        ? null
        : new FoundFault(first.kind(), first.chain(), first.position(), first.entryId())
    );
  }
}
