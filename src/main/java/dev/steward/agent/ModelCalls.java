package dev.steward.agent;

import dev.steward.model.ModelAnswer;
import dev.steward.model.ModelFault;
import dev.steward.model.ModelRequest;
import dev.steward.model.Models;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Asks a model until it answers: again after a fault that may pass, then its fallback. Every attempt is journalled. */
@Component
class ModelCalls {

  private static final int ATTEMPTS_PER_MODEL = 3;
  private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(20);

  private final Models models;
  private final Journal journal;
  private final RunAudit audit;
  private final TransactionTemplate transaction;
  private final Clock clock;

  ModelCalls(
    Models models,
    Journal journal,
    RunAudit audit,
    TransactionTemplate transaction,
    Clock clock
  ) {
    this.models = models;
    this.journal = journal;
    this.audit = audit;
    this.transaction = transaction;
    this.clock = clock;
  }

  sealed interface Result {}

  /** @param attempt to be ended by whoever takes the answer, in the transaction that takes it */
  record Answered(ModelAnswer answer, int attempt, Duration took) implements Result {}

  record Failed(String reason) implements Result {}

  Result ask(AgentRun run, AgentRole role, int turn, ModelRequest request) {
    var model = role.model();
    while (true) {
      for (int attempt = 1; attempt <= ATTEMPTS_PER_MODEL; attempt++) {
        var name = model;
        int number = Objects.requireNonNull(
          transaction.execute(status -> journal.begin(run.id(), turn, name))
        );
        var started = clock.instant();
        try {
          var answer = models.answer(name, request);
          return new Answered(answer, number, Duration.between(started, clock.instant()));
        } catch (ModelFault fault) {
          transaction.executeWithoutResult(status -> {
            journal.failed(run.id(), turn, number, String.valueOf(fault.getMessage()));
            audit.retried(run, turn, name, fault);
          });
          if (!fault.kind().retryable()) {
            break;
          }
          if (attempt < ATTEMPTS_PER_MODEL) {
            pause(fault, attempt);
          }
        }
      }
      var fallback = models.fallback(model);
      if (fallback.isEmpty()) {
        return new Failed("model '%s' gives no usable answer".formatted(model));
      }
      model = fallback.get();
    }
  }

  private static void pause(ModelFault fault, int attempt) {
    var doubling = FIRST_PAUSE.multipliedBy(1L << (attempt - 1));
    // Jitter, so that runs that failed together do not come back together.
    var own = doubling.plusMillis(ThreadLocalRandom.current().nextLong(doubling.toMillis()));
    var asked = fault.retryAfter().orElse(own);
    var time = asked.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : asked;
    try {
      Thread.sleep(time);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while waiting for a model", e);
    }
  }
}
