package dev.steward.agent;

import dev.steward.budget.Budgets;
import dev.steward.budget.Exceeded;
import dev.steward.budget.Grants;
import dev.steward.budget.Reservation;
import dev.steward.budget.Spending;
import dev.steward.journal.LostWorkException;
import dev.steward.journal.Step;
import dev.steward.model.ModelAnswer;
import dev.steward.model.ModelFault;
import dev.steward.model.ModelRequest;
import dev.steward.model.Models;
import dev.steward.policy.ModelDecision;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Asks a model until it answers: the one the decision tables allow, again after a fault that may pass, then its fallback. Every attempt
 * is journalled before it is made, with what it may cost reserved in the budgets, and charged when it answers, so that another execution
 * goes on counting where this one stopped.
 */
@Component
class ModelCalls {

  static final int ATTEMPTS_PER_MODEL = 3;
  private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
  /** For longer the fallback is asked, or else the pause is spent in the database, where it costs nothing and outlives this process. */
  static final Duration LONGEST_PAUSE_HERE = Duration.ofSeconds(5);
  /** Whatever a provider asks for. */
  private static final Duration LONGEST_PAUSE = Duration.ofHours(1);
  private static final Duration LONGEST_WAIT_FOR_SLOT = Duration.ofSeconds(5);

  private final Models models;
  private final ModelChoice choice;
  private final Budgets budgets;
  private final Grants grants;
  private final Reservations reservations;
  private final Turns turns;
  private final TurnDigests digests;
  private final AgentRuns runs;
  private final RunAudit audit;
  private final Clock clock;
  private final Duration pauseForGrant;

  ModelCalls(
    Models models,
    ModelChoice choice,
    Budgets budgets,
    Grants grants,
    Reservations reservations,
    Turns turns,
    TurnDigests digests,
    AgentRuns runs,
    RunAudit audit,
    Clock clock,
    @Value("${steward.budgets.look-again-after:15s}") Duration pauseForGrant
  ) {
    this.models = models;
    this.choice = choice;
    this.budgets = budgets;
    this.grants = grants;
    this.reservations = reservations;
    this.turns = turns;
    this.digests = digests;
    this.runs = runs;
    this.audit = audit;
    this.clock = clock;
    this.pauseForGrant = pauseForGrant;
  }

  /** Where asking one model leads. */
  private sealed interface Way permits Result, Next {}

  sealed interface Result extends Way permits Answered, Postponed, AsksForMore, Failed {}

  /**
   * @param attempt to be ended by whoever takes the answer, in the step that takes it
   * @param reservation to be settled there too
   */
  record Answered(
    ModelAnswer answer,
    int attempt,
    Duration took,
    Reservation reservation,
    ModelDecision choice
  ) implements Result, Outcome {}

  /** To be asked again then, and not before. */
  record Postponed(Instant until) implements Result {}

  /** @param step asks a person for more; to be committed with the run's waiting, and void where another run was faster */
  record AsksForMore(Step step) implements Result {}

  record Failed(String errorCode, String reason) implements Result {}

  Result ask(RunInHand run, ModelRequest request) {
    int turn = run.turns() + 1;
    var tried = run.resumed() ? tried(run, turn) : Tried.none();
    if (run.resumed()) {
      reservations.giveBack(run.id());
      run.steps().defer(new Step().write(turns.discarded(run.id())));
    }
    var candidate = run.role().model();
    var passed = new HashSet<String>();
    while (passed.add(candidate)) {
      var chosen = choice.of(run, candidate);
      if (chosen.model() == null) {
        return new Failed("AGENT_FAILED", "no model may be asked: " + chosen.reason());
      }
      switch (askOne(run, turn, tried, chosen, request)) {
        case Result result -> {
          return result;
        }
        case Next next -> {
          tried = next.tried();
          if (next.candidate() == null) {
            return new Failed(
              "AGENT_FAILED",
              "model '%s' gives no usable answer".formatted(chosen.model())
            );
          }
          candidate = next.candidate();
        }
      }
    }
    return new Failed("AGENT_FAILED", "no model is left to be asked");
  }

  /** @param candidate to be asked instead; null where there is none */
  private record Next(@Nullable String candidate, Tried tried) implements Way {}

  private Way askOne(
    RunInHand run,
    int turn,
    Tried before,
    ModelDecision chosen,
    ModelRequest request
  ) {
    var model = Objects.requireNonNull(chosen.model());
    var tried = before;
    while (tried.leaves(model)) {
      switch (attempt(run, turn, tried.next(), chosen, request)) {
        case Answered answered -> {
          return answered;
        }
        case Busy busy -> {
          return new Postponed(clock.instant().plus(jittered(LONGEST_WAIT_FOR_SLOT)));
        }
        case Short shortage -> {
          var way = withoutRoom(run, shortage.exceeded(), tried);
          if (way.isPresent()) {
            return way.get();
          }
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
      }
    }
    return new Next(models.fallback(model).orElse(null), tried);
  }

  /** @return empty where there is room after all: try again */
  private Optional<Way> withoutRoom(RunInHand run, Exceeded exceeded, Tried tried) {
    var recorded = budgets.recorded(run.spender(), exceeded);
    return switch (exceeded.then()) {
      case STOP -> {
        run.steps().defer(recorded);
        yield Optional.of(new Failed("BUDGET_EXCEEDED", exceeded.reason()));
      }
      case DEGRADE -> {
        run.steps().defer(recorded);
        yield Optional.of(new Next(exceeded.cheaperModel(), tried));
      }
      case ASK -> switch (grants.ask(run.spender(), exceeded)) {
        case Grants.Answer.Granted granted -> Optional.empty();
        case Grants.Answer.Refused refused -> Optional.of(
          new Failed(
            "BUDGET_EXCEEDED",
            "%s, and %s refused to raise it".formatted(exceeded.reason(), refused.by())
          )
        );
        case Grants.Answer.Ask ask -> Optional.of(new AsksForMore(ask.step().and(recorded)));
        case Grants.Answer.Open open -> Optional.of(
          open.byThisRun() ? new AsksForMore(new Step()) : waitsForGrant()
        );
      };
    };
  }

  /** Until the run looks again whether somebody has granted what another run has asked for. */
  Postponed waitsForGrant() {
    return new Postponed(clock.instant().plus(jittered(pauseForGrant)));
  }

  private sealed interface Outcome permits Answered, Faulted, Busy, Short {}

  private record Faulted(ModelFault fault) implements Outcome {}

  private record Busy() implements Outcome {}

  /** There is no room for the call in a budget. */
  private record Short(Exceeded exceeded) implements Outcome {}

  private Outcome attempt(
    RunInHand run,
    int turn,
    int number,
    ModelDecision chosen,
    ModelRequest request
  ) {
    var model = Objects.requireNonNull(chosen.model());
    try (var slot = slot(model).orElse(null)) {
      if (slot == null) {
        return new Busy();
      }
      var estimate = models.estimate(model, request);
      var plan = budgets
        .plan(run.spender(), model, new Spending(estimate.tokens(), estimate.costUsd()))
        .orElseThrow(() ->
          new IllegalStateException("The decision tables on budgets cannot be asked")
        );
      var exceeded = run
        .steps()
        .exceeded(
          new Step()
            .write(
              turns.begun(run.id(), turn, number, model, plan.reservation(), digests.of(request))
            )
            .and(plan.step())
        );
      return exceeded.isEmpty()
        ? answer(run, turn, number, chosen, request, plan.reservation())
        : new Short(budgets.exceeded(plan, exceeded));
    }
  }

  private Outcome answer(
    RunInHand run,
    int turn,
    int number,
    ModelDecision chosen,
    ModelRequest request,
    Reservation reservation
  ) {
    var model = Objects.requireNonNull(chosen.model());
    try {
      var started = clock.instant();
      var answer = models.answer(model, request);
      var unusable = answer.fault();
      if (unusable.isEmpty()) {
        var took = Duration.between(started, clock.instant());
        return new Answered(answer, number, took, reservation, chosen);
      }
      run.charge(answer);
      run.steps().defer(
        new Step()
          .write(turns.unusable(run.id(), turn, number, answer, unusable.get()))
          .write(runs.charged(run.id(), run.turns(), answer))
          .write(audit.retried(run.run(), turn, model, unusable.get(), answer))
          .count(reservation.settled(spending(answer)))
      );
      return new Faulted(unusable.get());
    } catch (ModelFault fault) {
      if (Thread.currentThread().isInterrupted()) {
        // No fault of the model's: the attempt stays begun, and whoever goes on discards it.
        throw interrupted();
      }
      run.steps().defer(
        new Step()
          .write(turns.failed(run.id(), turn, number, fault))
          .write(audit.retried(run.run(), turn, model, fault, null))
          .count(reservation.released())
      );
      return new Faulted(fault);
    }
  }

  static Spending spending(ModelAnswer answer) {
    return new Spending(answer.price().tokens(), answer.price().costUsd());
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

  static Duration pause(ModelFault fault, int failures) {
    return fault
      .retryAfter()
      .map(asked -> asked.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : asked)
      .orElseGet(() -> jittered(FIRST_PAUSE.multipliedBy(1L << (failures - 1))));
  }

  /** Runs that failed together must not come back together. */
  private static Duration jittered(Duration time) {
    return time.plusMillis(ThreadLocalRandom.current().nextLong(time.toMillis()));
  }

  static void sleep(Duration time) {
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
}
