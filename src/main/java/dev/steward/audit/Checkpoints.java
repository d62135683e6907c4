package dev.steward.audit;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Signs the ends of chains from time to time; for all nodes, one at a time. */
@Component
class Checkpoints {

  private static final Logger log = LoggerFactory.getLogger(Checkpoints.class);

  private static final int COPIED = 1_000;

  private final CheckpointRows rows;
  private final CheckpointFile file;
  private final SigningKeys keys;
  private final AuditTrail trail;
  private final Clock clock;
  private final TransactionTemplate transaction;
  private boolean warned;

  Checkpoints(
    CheckpointRows rows,
    CheckpointFile file,
    SigningKeys keys,
    AuditTrail trail,
    Clock clock,
    PlatformTransactionManager transactions
  ) {
    this.rows = rows;
    this.file = file;
    this.keys = keys;
    this.trail = trail;
    this.clock = clock;
    this.transaction = new TransactionTemplate(transactions);
  }

  @Scheduled(
    fixedDelayString = "${steward.audit.checkpoint-every:PT5M}",
    initialDelayString = "PT20S"
  )
  void fromTimeToTime() {
    try {
      transaction.executeWithoutResult(status -> {
        if (rows.tryLock()) {
          write();
        }
      });
      copy();
    } catch (RuntimeException e) {
      log.warn("The trail was not signed: {}", e.toString());
    }
  }

  /**
   * Signs what is not signed yet.
   *
   * @return the newest checkpoint; empty where this node's key does not count
   */
  Optional<Checkpoint> now() {
    var newest = transaction.execute(status -> {
      rows.lock();
      return write() ? rows.newest().orElseThrow() : null;
    });
    copy();
    return Optional.ofNullable(newest);
  }

  /** @return whether everything that was committed is signed now */
  private boolean write() {
    var before = rows.newest();
    var replaced = before
      .map(Checkpoint::key)
      .filter(key -> !key.equals(current()))
      .orElse(null);
    if (replaced != null && !keys.knows(replaced)) {
      warn(replaced);
      return false;
    }
    long number = before.map(Checkpoint::number).orElse(0L) + 1;
    if (rows.addEnds(number) > 0 || before.isEmpty() || replaced != null) {
      var signed = signed(number, before, replaced);
      rows.add(signed);
      if (replaced != null) {
        recordRotation(number, replaced);
      }
      log.info(
        "Checkpoint {} of the trail, {}, is signed by {}",
        number,
        hex(signed.hash()),
        current().id()
      );
    }
    return true;
  }

  private Checkpoint signed(
    long number,
    Optional<Checkpoint> before,
    @Nullable VerifyingKey replaced
  ) {
    var former = keys
      .previous()
      .filter(key -> key.verifying().equals(replaced))
      .orElse(null);
    var ends = rows.ends(number).stream().map(CheckpointRows.End::leaf).toList();
    var document = Checkpoint.document(
      number,
      clock.instant(),
      before.map(Checkpoint::hash).orElse(Checkpoint.NONE),
      ends.size(),
      new MerkleTree(ends).root(),
      current(),
      former == null ? null : former.verifying()
    );
    return new Checkpoint(
      number,
      document,
      keys.current().sign(document),
      former == null ? null : former.sign(document)
    );
  }

  private void recordRotation(long number, VerifyingKey replaced) {
    trail.record(
      new AuditEntry(
        "signing-key.replaced",
        "system",
        null,
        null,
        null,
        null,
        null,
        "Another key signs the trail",
        Map.of("checkpoint", number, "from", replaced.id(), "to", current().id())
      )
    );
  }

  /** What other nodes wrote, or a crash kept from the file, comes into it here. */
  private void copy() {
    file.append(last -> {
      long number = last.map(line -> line.path("number").asLong()).orElse(0L);
      var known = rows.find(number).map(Checkpoint::line);
      if (last.isPresent() && !known.equals(last.map(Object::toString))) {
        log.error(
          "Checkpoint {} in {} is not the one in the database: one of them was changed, or they do not belong together",
          number,
          file.path()
        );
        return List.of();
      }
      return rows.after(number, COPIED);
    });
  }

  private void warn(VerifyingKey inForce) {
    if (!warned) {
      log.error(
        "This node does not sign the trail: key {} is in force, and this node has {} and not that one. See docs/audit.md",
        inForce.id(),
        current().id()
      );
    }
    warned = true;
  }

  private VerifyingKey current() {
    return keys.current().verifying();
  }

  private static String hex(byte[] bytes) {
    return java.util.HexFormat.of().formatHex(bytes);
  }
}
