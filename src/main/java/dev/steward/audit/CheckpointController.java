package dev.steward.audit;

import dev.steward.identity.CurrentActor;
import dev.steward.problem.ProblemException;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Signatures over the trail, and the keys they are checked with. */
@RestController
class CheckpointController {

  private final Checkpoints checkpoints;
  private final CheckpointRows rows;
  private final SigningKeys keys;
  private final AuditTrail trail;
  private final CurrentActor current;
  private final TransactionTemplate transaction;

  CheckpointController(
    Checkpoints checkpoints,
    CheckpointRows rows,
    SigningKeys keys,
    AuditTrail trail,
    CurrentActor current,
    PlatformTransactionManager transactions
  ) {
    this.checkpoints = checkpoints;
    this.rows = rows;
    this.keys = keys;
    this.trail = trail;
    this.current = current;
    this.transaction = new TransactionTemplate(transactions);
  }

  /**
   * @param ends of chains that it added to those before
   * @param keyId thumbprint of the key that signed it
   */
  @Schema(name = "AuditCheckpoint")
  record View(long number, Instant at, int ends, String keyId) {}

  /** Signs everything that is on the trail by now. */
  @PostMapping("/api/audit/checkpoints")
  @PreAuthorize("hasAnyRole('auditor', 'operator')")
  @ResponseStatus(HttpStatus.CREATED)
  View write() {
    transaction.executeWithoutResult(status -> trail.record(requested(current.get().name())));
    var written = checkpoints
      .now()
      .orElseThrow(() ->
        ProblemException.conflict("key-not-in-force", "This node's key is not the one in force.")
      );
    var fields = written.fields();
    return new View(
      written.number(),
      Instant.parse(fields.path("at").asText()),
      fields.path("ends").asInt(),
      written.key().id()
    );
  }

  private static AuditEntry requested(String actor) {
    return new AuditEntry(
      "checkpoint.requested",
      actor,
      null,
      null,
      null,
      null,
      null,
      "The trail is signed on request",
      Map.of()
    );
  }

  /** A key as RFC 8037 has it. */
  @Schema(name = "AuditKey")
  record Key(String kty, String crv, String x, String kid, String use, String alg) {
    static Key of(VerifyingKey key) {
      return new Key("OKP", "Ed25519", key.x(), key.id(), "sig", "EdDSA");
    }
  }

  @Schema(name = "AuditKeys")
  record KeySet(List<Key> keys) {}

  /** Every key that signs or has signed, as a JWK set. */
  @GetMapping("/api/audit/keys")
  KeySet keys() {
    var all = new LinkedHashSet<VerifyingKey>();
    all.add(keys.current().verifying());
    rows.newest().map(Checkpoint::key).ifPresent(all::add);
    for (var rotation : rows.rotations().reversed()) {
      all.add(rotation.key());
      rotation.replaces().ifPresent(all::add);
    }
    return new KeySet(all.stream().map(Key::of).toList());
  }
}
