package dev.steward.agent;

import dev.steward.journal.LostWorkException;
import dev.steward.journal.Step;
import dev.steward.model.ModelAnswer;
import dev.steward.model.ModelFault;
import dev.steward.model.ModelRequest;
import dev.steward.model.Models;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.springframework.stereotype.Component;

/**
 * Asks a model until it answers: again after a fault that may pass, then its fallback. Every attempt is journalled before it is
 * made and charged when it answers, so that another execution goes on counting where this one stopped.
 */
@Component
class ModelCalls {

  static final int ATTEMPTS_PER_MODEL = 3;
  private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
  /** For longer the fallback is asked, or else the pause is spent in the database, where it costs nothing and outlives this process. */
  private static final Duration LONGEST_PAUSE_HERE = Duration.ofSeconds(5);
  /** Whatever a provider asks for. */
  private static final Duration LONGEST_PAUSE = Duration.ofHours(1);
  private static final Duration LONGEST_WAIT_FOR_SLOT = Duration.ofSeconds(5);

  private final Models models;
  private final Turns turns;
  private final AgentRuns runs;
  private final RunAudit audit;
  private final Clock clock;

  ModelCalls(Models models, Turns turns, AgentRuns runs, RunAudit audit, Clock clock) {
    this.models = models;
    this.turns = turns;
    this.runs = runs;
    this.audit = audit;
    this.clock = clock;
  }

  sealed interface Result {}

  /** @param attempt to be ended by whoever takes the answer, in the step that takes it */
  record Answered(ModelAnswer answer, int attempt, Duration took) implements Result, Outcome {}

  /** To be asked again then, and not before. */
  record Postponed(Instant until) implements Result {}

  record Failed(String errorCode, String reason) implements Result {}

  Result ask(RunInHand run, ModelRequest request) {
    int turn = run.turns() + 1;
    var tried = run.resumed() ? tried(run, turn) : Tried.none();
    if (run.resumed()) {
      run.steps().defer(new Step().write(turns.discarded(run.id())));
    }
    var model = run.role().model();
    while (true) {
      while (tried.leaves(model)) {
        switch (attempt(run, turn, tried.next(), model, request)) {
          case Answered answered -> {
            return answered;
          }
          case Faulted faulted -> {
            tried = tried.and(model, faulted.fault());
            if (Budget.of(run, clock.instant()) instanceof Budget.Exceeded exceeded) {
              return new Failed("BUDGET_EXCEEDED", exceeded.reason());
            }
            if (tried.leaves(model)) {
              var pause = pause(faulted.fault(), tried.failures(model));
              if (pause.compareTo(LONGEST_PAUSE_HERE) <= 0) {
                sleep(pause);
              } else if (models.fallback(model).isPresent()) {
                tried = tried.leaving(model);
              } else {
                return new Postponed(clock.instant().plus(pause));
              }
            }
          }
          case Busy busy -> {
            return new Postponed(clock.instant().plus(jittered(LONGEST_WAIT_FOR_SLOT)));
          }
        }
      }
      var fallback = models.fallback(model);
      if (fallback.isEmpty()) {
        return new Failed("AGENT_FAILED", "model '%s' gives no usable answer".formatted(model));
      }
      model = fallback.get();
    }
  }

  private sealed interface Outcome permits Answered, Faulted, Busy {}

  private record Faulted(ModelFault fault) implements Outcome {}

  private record Busy() implements Outcome {}

  private Outcome attempt(RunInHand run, int turn, int number, String model, ModelRequest request) {
    try (var slot = slot(model).orElse(null)) {
      if (slot == null) {
        return new Busy();
      }
      run.steps().commit(new Step().write(turns.begun(run.id(), turn, number, model)));
      var started = clock.instant();
      var answer = models.answer(model, request);
      var unusable = answer.fault();
      if (unusable.isEmpty()) {
        return new Answered(answer, number, Duration.between(started, clock.instant()));
      }
      run.charge(answer);
      run.steps().defer(
        new Step()
          .write(turns.unusable(run.id(), turn, number, answer, unusable.get()))
          .write(runs.charged(run.id(), run.turns(), answer))
          .write(audit.retried(run.run(), turn, model, unusable.get(), answer))
      );
      return new Faulted(unusable.get());
    } catch (ModelFault fault) {
      if (Thread.currentThread().isInterrupted()) {
        // No fault of the model's: the attempt stays begun, and whoever goes on discards it.
        throw interrupted();
      }
      run
        .steps()
        .defer(
          new Step()
            .write(turns.failed(run.id(), turn, number, fault))
            .write(audit.retried(run.run(), turn, model, fault, null))
        );
      return new Faulted(fault);
    }
  }

  private Optional<Models.Slot> slot(String model) {
    try {
      return models.slot(model, LONGEST_WAIT_FOR_SLOT);
    } catch (InterruptedException e) {
      throw interrupted();
    }
  }

  private Tried tried(RunInHand run, int turn) {
    var reopened = run.run().reopenedAt();
    var attempts = turns
      .attempts(run.id())
      .stream()
      .filter(attempt -> attempt.turn() == turn)
      .toList();
    var counted = new ArrayList<Tried.Failure>();
    for (var attempt : attempts) {
      var fault = attempt.fault();
      if (fault != null && (reopened == null || attempt.startedAt().isAfter(reopened))) {
        counted.add(new Tried.Failure(attempt.model(), ModelFault.Kind.of(fault)));
      }
    }
    return new Tried(attempts.size(), counted, Set.of());
  }

  private static Duration pause(ModelFault fault, int failures) {
    return fault
      .retryAfter()
      .map(asked -> asked.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : asked)
      .orElseGet(() -> jittered(FIRST_PAUSE.multipliedBy(1L << (failures - 1))));
  }

  /** Runs that failed together must not come back together. */
  private static Duration jittered(Duration time) {
    return time.plusMillis(ThreadLocalRandom.current().nextLong(time.toMillis()));
  }

  private static void sleep(Duration time) {
    try {
      Thread.sleep(time);
    } catch (InterruptedException e) {
      throw interrupted();
    }
  }

  private static LostWorkException interrupted() {
    Thread.currentThread().interrupt();
    return new LostWorkException("This node stops");
  }

  /**
   * What was tried in one turn.
   *
   * @param attempts all of them, however they ended: the next one's number is one more
   * @param left models that want to be left alone for longer than their fallback takes
   */
  private record Tried(int attempts, List<Failure> failures, Set<String> left) {
    record Failure(String model, ModelFault.Kind fault) {}

    static Tried none() {
      return new Tried(0, List.of(), Set.of());
    }

    int next() {
      return attempts + 1;
    }

    Tried and(String model, ModelFault fault) {
      var all = new ArrayList<>(failures);
      all.add(new Failure(model, fault.kind()));
      return new Tried(attempts + 1, all, left);
    }

    Tried leaving(String model) {
      var models = new HashSet<>(left);
      models.add(model);
      return new Tried(attempts, failures, models);
    }

    int failures(String model) {
      return (int) failures
        .stream()
        .filter(failure -> failure.model().equals(model))
        .count();
    }

    boolean leaves(String model) {
      return (
        !left.contains(model) &&
        failures(model) < ATTEMPTS_PER_MODEL &&
        failures
          .stream()
          .allMatch(failure -> !failure.model().equals(model) || failure.fault().retryable())
      );
    }
  }
}
