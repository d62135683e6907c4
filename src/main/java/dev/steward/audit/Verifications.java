package dev.steward.audit;

import dev.steward.audit.VerificationRows.Row;
import dev.steward.problem.ProblemException;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Verifies the whole trail beside requests: one at a time on all nodes, and any of them says how far it is. */
@Component
class Verifications implements DisposableBean {

  private static final Logger log = LoggerFactory.getLogger(Verifications.class);

  /** Silent for longer, it has died with its node. */
  static final Duration SILENCE = Duration.ofSeconds(30);

  private final ChainVerifier verifier;
  private final VerificationRows rows;
  private final AuditTrail trail;
  private final Clock clock;
  private final TransactionTemplate transaction;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  Verifications(
    ChainVerifier verifier,
    VerificationRows rows,
    AuditTrail trail,
    Clock clock,
    PlatformTransactionManager transactions
  ) {
    this.verifier = verifier;
    this.rows = rows;
    this.trail = trail;
    this.clock = clock;
    this.transaction = new TransactionTemplate(transactions);
  }

  private record Reached(long chains, long entries) {}

  enum State {
    running,
    sound,
    faulty,
    /** It came to no end, and says nothing about the trail. */
    failed,
  }

  /** @throws ProblemException 409 while there is another */
  Row start(String actor) {
    var id = UUID.randomUUID();
    var begun = transaction.execute(status -> {
      rows.lock();
      rows.running(clock.instant().minus(SILENCE)).ifPresent(running -> {
        throw ProblemException.conflict(
          "verification-running",
          "The whole trail is being verified already: " + running.id()
        );
      });
      rows.begin(id, actor, clock.instant());
      return rows.find(id).orElseThrow();
    });
    threads.execute(() -> run(id, actor));
    return Objects.requireNonNull(begun);
  }

  Optional<Row> find(UUID id) {
    return rows.find(id);
  }

  List<Row> newest(int limit) {
    return rows.newest(limit);
  }

  State stateOf(Row row) {
    if (row.finishedAt() != null) {
      return row.failure() != null
        ? State.failed
        : row.fault() == null
          ? State.sound
          : State.faulty;
    }
    return isSilent(row) ? State.failed : State.running;
  }

  @Nullable
  String failureOf(Row row) {
    return row.finishedAt() == null && isSilent(row)
      ? "The node that was about it has stopped"
      : row.failure();
  }

  private boolean isSilent(Row row) {
    return row.seenAt().isBefore(clock.instant().minus(SILENCE));
  }

  private void run(UUID id, String actor) {
    try {
      var reached = new AtomicReference<>(new Reached(0, 0));
      var verified = threads.submit(() ->
        verifier.verify(null, (chains, entries) -> reached.set(new Reached(chains, entries)))
      );
      ChainVerifier.Result result = null;
      while (result == null) {
        try {
          result = verified.get(1, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
          var soFar = Objects.requireNonNull(reached.get());
          rows.seen(id, soFar.chains(), soFar.entries(), clock.instant());
        }
      }
      finish(id, actor, result);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | RuntimeException e) {
      log.warn("A verification of the trail came to no end: {}", e.toString());
      rows.fail(id, "It came to no end: see the log", clock.instant());
    }
  }

  /** That somebody has verified, and with what outcome, is itself worth proving. */
  private void finish(UUID id, String actor, ChainVerifier.Result result) {
    var now = clock.instant();
    transaction.executeWithoutResult(status -> {
      rows.finish(id, result, now);
      trail.record(verified(id, actor, result));
    });
    var fault = result.first();
    if (fault != null) {
      log.error("The audit trail is not what was written: {}", fault);
    }
  }

  private static AuditEntry verified(UUID id, String actor, ChainVerifier.Result result) {
    var fault = result.first();
    var detail = new LinkedHashMap<String, @Nullable Object>();
    detail.put("verification", id.toString());
    detail.put("chains", result.chains());
    detail.put("entries", result.entries());
    detail.put("checkpoints", result.checkpoints());
    if (fault != null) {
      detail.put("fault", fault.kind().name());
      detail.put("chain", fault.chain());
      detail.put("position", fault.position());
    }
    return new AuditEntry(
      "audit.verified",
      actor,
      null,
      null,
      null,
      null,
      fault == null ? State.sound.name() : State.faulty.name(),
      "Verified the trail",
      detail
    );
  }

  @Override
  public void destroy() {
    threads.shutdownNow();
  }
}
