package dev.steward.tool;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.steward.journal.LostWorkException;
import dev.steward.journal.Step;
import dev.steward.journal.Write;
import dev.steward.json.JsonMask;
import dev.steward.review.Decision;
import dev.steward.tool.adapter.Adapters;
import dev.steward.tool.adapter.Answer;
import dev.steward.tool.adapter.Order;
import dev.steward.tool.contract.Contract;
import dev.steward.tool.contract.Effect;
import dev.steward.tool.contract.Tool;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Sends calls that are committed to, and journals what came of them. */
@Component
class Execution {

  /** A longer wait is spent in the database, where it costs nothing and outlives this process. */
  private static final Duration LONGEST_WAIT_HERE = Duration.ofSeconds(2);
  private static final Duration FIRST_LOOK = Duration.ofSeconds(2);
  private static final Duration LONGEST_LOOK = Duration.ofMinutes(5);
  /** A target that is busy for so many times its contract's attempts counts as one that cannot be asked. */
  private static final int BUSY_ROUNDS = 10;

  private final ToolCalls calls;
  private final Adapters adapters;
  private final Rates rates;
  private final Breakers breakers;
  private final Fallbacks fallbacks;
  private final CallAudit audit;
  private final Clock clock;

  Execution(
    ToolCalls calls,
    Adapters adapters,
    Rates rates,
    Breakers breakers,
    Fallbacks fallbacks,
    CallAudit audit,
    Clock clock
  ) {
    this.calls = calls;
    this.adapters = adapters;
    this.rates = rates;
    this.breakers = breakers;
    this.fallbacks = fallbacks;
    this.audit = audit;
    this.clock = clock;
  }

  sealed interface Result {}

  record Settled(CallOutcome outcome) implements Result {}

  /** It may have happened. Nothing is journalled about it yet. */
  record Unsure(String reason, int attempts) implements Result {}

  /** It did not happen, and the contract says that a person then sees to it. Nothing is journalled about it yet. */
  record ForPerson(String group, String reason, int attempts) implements Result {}

  /** @param approval of the person who allowed this call, where one did */
  Result execute(CallTurn turn, ToolCall call, Tool tool, Decision.@Nullable Approved approval) {
    var started = clock.instant();
    var sent = send(turn.scope(), tool, call.inForce(), call.idempotencyKey());
    int attempts = sent.attempts();
    return switch (checked(tool, patience(tool, call, sent))) {
      case Answer.Success success -> new Settled(
        settle(
          turn,
          call,
          CallState.SUCCEEDED,
          told(success.body(), call.inForce(), approval),
          attempts,
          "target",
          started,
          fallbacks.remember(turn.scope(), call, tool, success.body())
        )
      );
      case Answer.Failure failure -> new Settled(
        failed(turn, call, "tool-failed", failure.message(), attempts, started)
      );
      case Answer.Unavailable unavailable -> fallBack(
        turn,
        call,
        tool,
        "unavailable",
        unavailable.message(),
        attempts,
        started
      );
      case Answer.Unknown unknown when tool.contract().effect() == Effect.READ -> fallBack(
        turn,
        call,
        tool,
        "tool-failed",
        unknown.message(),
        attempts,
        started
      );
      case Answer.Unknown unknown -> new Unsure(unknown.message(), attempts);
      case Answer.Busy busy -> new Settled(
        defer(turn, call, busy.message(), busy.pause(), attempts)
      );
      case Answer.Pending pending -> new Settled(
        defer(turn, call, pending.message(), nextLook(call), attempts)
      );
    };
  }

  /** Journals how a call ended. */
  CallOutcome settle(
    CallTurn turn,
    ToolCall call,
    CallState state,
    JsonNode told,
    int attempts,
    String by,
    Instant started,
    Write... also
  ) {
    var now = clock.instant();
    var settled = call.settled(state, told, attempts, by, now);
    var step = new Step()
      .guard(calls.change(call, settled))
      .write(audit.executed(turn.scope(), settled, Duration.between(started, now)));
    for (var write : also) {
      step.write(write);
    }
    turn.settle(step);
    return outcome(settled);
  }

  static CallOutcome outcome(ToolCall settled) {
    return settled.state() == CallState.UNKNOWN
      ? new CallOutcome.Unknown("The outcome of " + settled.tool() + " is not known")
      : new CallOutcome.Settled(settled.told(), settled.state() == CallState.SUCCEEDED);
  }

  /** Asks a lookup tool; only its answer counts, as the question itself changes nothing. */
  Answer ask(CallScope scope, Tool lookup, JsonNode arguments, String key) {
    return checked(lookup, send(scope, lookup, arguments, key).answer());
  }

  private record Sent(Answer answer, int attempts) {}

  private Sent send(CallScope scope, Tool tool, JsonNode arguments, String key) {
    var contract = tool.contract();
    var order = new Order(contract, arguments, key, scope.context());
    int attempt = 0;
    while (true) {
      var wait = rates.take(contract, scope, arguments);
      if (wait.isPresent()) {
        if (wait.get().compareTo(LONGEST_WAIT_HERE) > 0) {
          return new Sent(
            new Answer.Busy("%s is used up for now".formatted(contract.title()), wait.get()),
            attempt
          );
        }
        pause(wait.get());
        continue;
      }
      attempt++;
      var answer = breakers.call(contract, scope.context().environment(), () ->
        adapters.call(order)
      );
      if (attempt >= contract.retry().attempts() || !mayRepeat(contract, answer)) {
        return new Sent(answer, attempt);
      }
      var pause = contract
        .retry()
        .backoff()
        .multipliedBy(1L << (attempt - 1));
      if (answer instanceof Answer.Busy busy && busy.pause().compareTo(pause) > 0) {
        pause = busy.pause();
      }
      pause(pause);
    }
  }

  /** A call that may have happened is only sent again where a second one does no harm. */
  private static boolean mayRepeat(Contract contract, Answer answer) {
    return switch (answer) {
      case Answer.Unknown unknown -> contract.effect().mayRepeat();
      case Answer.Unavailable unavailable -> true;
      case Answer.Busy busy -> busy.pause().compareTo(LONGEST_WAIT_HERE) <= 0;
      case Answer.Success success -> false;
      case Answer.Failure failure -> false;
      case Answer.Pending pending -> false;
    };
  }

  /** Nobody waits for ever for a target that keeps saying that it is busy; for our own rates one does. */
  private static Answer patience(Tool tool, ToolCall call, Sent sent) {
    int made = call.attempts() + sent.attempts();
    return sent.answer() instanceof Answer.Busy busy &&
      sent.attempts() > 0 &&
      made >= BUSY_ROUNDS * tool.contract().retry().attempts()
      ? new Answer.Unavailable(busy.message())
      : sent.answer();
  }

  private Result fallBack(
    CallTurn turn,
    ToolCall call,
    Tool tool,
    String code,
    String reason,
    int attempts,
    Instant started
  ) {
    return switch (fallbacks.choose(turn.scope(), call, tool)) {
      case Fallbacks.None none -> new Settled(failed(turn, call, code, reason, attempts, started));
      case Fallbacks.Person person -> new ForPerson(person.group(), reason, attempts);
      case Fallbacks.Remembered remembered -> {
        turn
          .steps()
          .defer(new Step().write(audit.fellBack(turn.scope(), call, "an earlier answer", reason)));
        yield new Settled(
          settle(turn, call, CallState.SUCCEEDED, remembered.told(), attempts, "cache", started)
        );
      }
      case Fallbacks.Other other -> instead(turn, call, other, reason, attempts, started);
    };
  }

  private Result instead(
    CallTurn turn,
    ToolCall call,
    Fallbacks.Other other,
    String reason,
    int attempts,
    Instant started
  ) {
    var name = other.tool().name();
    turn.steps().defer(new Step().write(audit.fellBack(turn.scope(), call, name, reason)));
    turn.steps().flush();
    var sent = send(turn.scope(), other.tool(), call.inForce(), other.key());
    int all = attempts + sent.attempts();
    return switch (checked(other.tool(), sent.answer())) {
      case Answer.Success success -> new Settled(
        settle(
          turn,
          call,
          CallState.SUCCEEDED,
          Fallbacks.from(success.body(), name),
          all,
          "fallback:" + name,
          started
        )
      );
      case Answer.Failure failure -> new Settled(
        failed(turn, call, "tool-failed", reason + ". " + failure.message(), all, started)
      );
      case Answer.Unknown unknown when (
        other.tool().contract().effect() != Effect.READ
      ) -> new Unsure(unknown.message(), all);
      case Answer.Pending pending -> new Unsure(pending.message(), all);
      case Answer.Unclear unclear -> new Settled(
        failed(turn, call, "unavailable", reason + ". " + unclear.message(), all, started)
      );
    };
  }

  private CallOutcome failed(
    CallTurn turn,
    ToolCall call,
    String code,
    String reason,
    int attempts,
    Instant started
  ) {
    return settle(turn, call, CallState.FAILED, error(code, reason), attempts, "target", started);
  }

  private CallOutcome defer(
    CallTurn turn,
    ToolCall call,
    String reason,
    Duration pause,
    int attempts
  ) {
    var until = clock.instant().plus(pause);
    var deferred = call.deferred(attempts, until);
    turn.settle(
      new Step()
        .guard(calls.change(call, deferred))
        .write(audit.deferred(turn.scope(), deferred, reason))
    );
    return new CallOutcome.Later(until);
  }

  private static Duration nextLook(ToolCall call) {
    var pause = FIRST_LOOK.multipliedBy(1L << Math.min(call.attempts(), 10));
    return pause.compareTo(LONGEST_LOOK) > 0 ? LONGEST_LOOK : pause;
  }

  private static Answer checked(Tool tool, Answer answer) {
    if (!(answer instanceof Answer.Success success)) {
      return answer;
    }
    var errors = tool.result().validate(success.body());
    if (errors.isEmpty()) {
      return new Answer.Success(
        JsonMask.mask(success.body(), tool.contract().sensitive().result())
      );
    }
    var message = "The answer of %s breaks its contract: %s %s".formatted(
      tool.name(),
      errors.getFirst().path(),
      errors.getFirst().message()
    );
    // A broken answer to a write says nothing about whether the write happened.
    return tool.contract().effect() == Effect.READ
      ? new Answer.Failure(message)
      : new Answer.Unknown(message);
  }

  private static JsonNode told(
    JsonNode body,
    JsonNode arguments,
    Decision.@Nullable Approved approval
  ) {
    if (approval == null || !approval.edited() || !(body instanceof ObjectNode object)) {
      return body;
    }
    // Otherwise the agent would believe that what it proposed is what was done.
    var told = object.deepCopy();
    var review = told.putObject("_review");
    review.put("note", "%s changed the arguments before approving".formatted(approval.by()));
    review.set("argumentsAsRun", arguments);
    return told;
  }

  static ObjectNode error(String code, String message) {
    var error = JsonNodeFactory.instance.objectNode();
    error.putObject("error").put("code", code).put("message", message);
    return error;
  }

  static void pause(Duration time) {
    try {
      Thread.sleep(time);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LostWorkException("This node stops");
    }
  }
}
