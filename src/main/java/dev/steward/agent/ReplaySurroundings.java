package dev.steward.agent;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.steward.agent.Replay.Difference;
import dev.steward.agent.Replay.Kind;
import dev.steward.budget.Reservation;
import dev.steward.journal.Step;
import dev.steward.model.Message;
import dev.steward.model.ModelAnswer;
import dev.steward.model.ModelRequest;
import dev.steward.policy.ModelDecision;
import dev.steward.process.spi.Labels;
import dev.steward.tool.CallOutcome;
import dev.steward.tool.CallScope;
import dev.steward.tool.OfferedTool;
import dev.steward.tool.ProposedCall;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The journal of a run in the place of its model, its tools and its time. It holds what the loop does against what is on record. */
final class ReplaySurroundings implements Surroundings {

  /** Ends the loop where there is nothing left to go on with. */
  static final String OVER = "REPLAY_OVER";

  private static final String RUN_LIMIT = "run-limit";

  private final RecordedRun recorded;
  private final String system;
  private final TurnDigests digests;
  private final List<Replay.Step> steps = new ArrayList<>();
  private @Nullable Difference difference;

  /** @param system the prompt as it is built now */
  ReplaySurroundings(RecordedRun recorded, String system, TurnDigests digests) {
    this.recorded = recorded;
    this.system = system;
    this.digests = digests;
  }

  List<Replay.Step> steps() {
    return steps;
  }

  Optional<Difference> difference() {
    return Optional.ofNullable(difference);
  }

  @Override
  public ModelCalls.Result ask(RunInHand run, ModelRequest request) {
    int turn = run.turns() + 1;
    if (differs(run, turn, request)) {
      return over();
    }
    var attempt = recorded.answered(turn).orElse(null);
    var said = recorded.answer(turn).orElse(null);
    recorded.failed(turn).forEach(failed -> run.charge(answer(failed, nothing())));
    if (attempt == null || said == null) {
      return withoutAnswer(turn);
    }
    var digest = digests.of(said);
    if (step(turn, Kind.ANSWER, "answer", attempt.answerDigest(), digest)) {
      return over();
    }
    return new ModelCalls.Answered(
      answer(attempt, said),
      attempt.number(),
      Duration.ZERO,
      Reservation.NONE,
      new ModelDecision(attempt.model(), null, List.of(), null)
    );
  }

  /** Names the first text that differs; only where all of them agree the digests have the word. */
  private boolean differs(RunInHand run, int turn, ModelRequest request) {
    var told = run
      .conversation()
      .stream()
      .skip(2)
      .filter(Message.User.class::isInstance)
      .map(message -> ((Message.User) message).text())
      .toList();
    var before = recorded.told();
    for (int i = 0; i < told.size(); i++) {
      var was = i < before.size() ? before.get(i) : "";
      if (!told.get(i).equals(was)) {
        return differ(turn, Kind.REQUEST, "message of the run", was, told.get(i));
      }
    }
    if (!recorded.system().equals(system)) {
      return differ(turn, Kind.REQUEST, "system prompt", recorded.system(), system);
    }
    var digest = recorded.answered(turn).map(Attempt::requestDigest).orElse(null);
    return step(turn, Kind.REQUEST, "request", digest, digests.of(request));
  }

  private ModelCalls.Result withoutAnswer(int turn) {
    var run = recorded.run();
    if (run.state() == RunState.COMPLETED) {
      differ(turn, Kind.END, "end", recorded.end(), "asks the model once more");
    }
    return run.state() == RunState.FAILED
      ? new ModelCalls.Failed(String.valueOf(run.errorCode()), String.valueOf(run.errorMessage()))
      : over();
  }

  private static ModelAnswer answer(Attempt attempt, Message.Assistant said) {
    return new ModelAnswer(
      attempt.model(),
      String.valueOf(attempt.providerModel()),
      attempt.rehearsal(),
      said,
      String.valueOf(attempt.finishReason()),
      attempt.usage(),
      attempt.costUsd(),
      JsonNodeFactory.instance.objectNode()
    );
  }

  private static Message.Assistant nothing() {
    return new Message.Assistant(null, List.of(), null);
  }

  @Override
  public Calls propose(Step step, RunInHand run, int turn, List<ProposedCall> proposals) {
    var outcomes = new ArrayList<CallOutcome>();
    for (int i = 0; i < proposals.size(); i++) {
      outcomes.add(outcome(turn, i, proposals.get(i)));
    }
    if (difference == null) {
      steps.add(new Replay.Step(turn, Kind.CALLS, null, true));
    }
    return new Calls() {
      @Override
      public int count() {
        return proposals.size();
      }

      @Override
      public List<CallOutcome> advance() {
        return outcomes;
      }
    };
  }

  private CallOutcome outcome(int turn, int ordinal, ProposedCall call) {
    var settled = recorded.settled(turn, ordinal).orElse(null);
    if (settled == null) {
      return new CallOutcome.Unknown(String.valueOf(recorded.run().errorMessage()));
    }
    var was = settled.result().at("/error/code").asText().equals(RUN_LIMIT);
    var refusal = call.refusal();
    if (was != (refusal != null)) {
      differ(
        turn,
        Kind.CALLS,
        call.tool(),
        was ? settled.result().at("/error/message").asText() : "allowed",
        refusal == null ? "allowed" : refusal
      );
    }
    return difference == null
      ? new CallOutcome.Settled(settled.result(), true, Labels.NONE)
      : new CallOutcome.Unknown("The replay has come to a difference");
  }

  /** @param was null where nothing is recorded */
  private boolean step(int turn, Kind kind, String field, @Nullable String was, String now) {
    if (was != null && !was.equals(now)) {
      return differ(turn, kind, field + " (SHA-256)", was, now);
    }
    steps.add(new Replay.Step(turn, kind, was == null ? null : now, true));
    return false;
  }

  boolean differ(int turn, Kind kind, String field, String was, String now) {
    if (difference == null) {
      steps.add(new Replay.Step(turn, kind, null, false));
      difference = Difference.of(turn, kind, field, was, now);
    }
    return true;
  }

  private static ModelCalls.Failed over() {
    return new ModelCalls.Failed(OVER, "The replay ends here");
  }

  @Override
  public List<OfferedTool> offered(CallScope scope) {
    return List.of();
  }

  @Override
  public boolean isHeld(CallScope scope) {
    return false;
  }

  @Override
  public Calls open(RunInHand run) {
    throw new IllegalStateException("A replay is not resumed");
  }

  /** Time passes as far as the record says it has mattered. */
  @Override
  public Instant now(RunInHand run) {
    var limit = run.limits().wallTime();
    int turn = run.turns();
    boolean wasLate = recorded
      .said()
      .stream()
      .anyMatch(
        stored ->
          stored.turn() == turn &&
          stored.message() instanceof Message.User told &&
          told.purpose() == Message.Purpose.CONCLUDE &&
          told.text().contains(" is over.")
      );
    boolean wasOver =
      recorded.answer(turn + 1).isEmpty() &&
      String.valueOf(recorded.run().errorMessage()).endsWith(" at work");
    if (wasOver) {
      return run.deadline();
    }
    return wasLate ? run.deadline().minus(limit.dividedBy(10)) : run.deadline().minus(limit);
  }
}
