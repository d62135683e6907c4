package dev.steward.tool;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.steward.control.Switches;
import dev.steward.journal.LostWorkException;
import dev.steward.journal.Step;
import dev.steward.journal.Write;
import dev.steward.json.JsonMask;
import dev.steward.json.JsonTexts;
import dev.steward.process.spi.Labels;
import dev.steward.review.Decision;
import dev.steward.telemetry.GenAi;
import dev.steward.tool.adapter.Adapters;
import dev.steward.tool.adapter.Answer;
import dev.steward.tool.adapter.Order;
import dev.steward.tool.contract.Contract;
import dev.steward.tool.contract.Effect;
import dev.steward.tool.contract.Tool;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Sends calls that are committed to, and journals what came of them. */
@Component
class Execution {

  /** A longer wait is spent in the database, where it costs nothing and outlives this process. */
  private static final Duration LONGEST_WAIT_HERE = Duration.ofSeconds(2);
  private static final Duration LONGEST_BACKOFF = Duration.ofHours(1);
  private static final Duration FIRST_LOOK = Duration.ofSeconds(2);
  private static final Duration LONGEST_LOOK = Duration.ofMinutes(5);
  /** A target that is busy for so many times its contract's attempts counts as one that cannot be asked. */
  private static final int BUSY_ROUNDS = 10;

  private final ToolCalls calls;
  private final Adapters adapters;
  private final Rates rates;
  private final Breakers breakers;
  private final Fallbacks fallbacks;
  private final Switches switches;
  private final CallAudit audit;
  private final GenAi genAi;
  private final Clock clock;

  Execution(
    ToolCalls calls,
    Adapters adapters,
    Rates rates,
    Breakers breakers,
    Fallbacks fallbacks,
    Switches switches,
    CallAudit audit,
    GenAi genAi,
    Clock clock
  ) {
    this.calls = calls;
    this.adapters = adapters;
    this.rates = rates;
    this.breakers = breakers;
    this.fallbacks = fallbacks;
    this.switches = switches;
    this.audit = audit;
    this.genAi = genAi;
    this.clock = clock;
  }

  sealed interface Result {}

  record Settled(CallOutcome outcome) implements Result {}

  /**
   * It may have happened. Nothing is journalled about it yet.
   *
   * @param call as it was last journalled
   * @param tool that was asked
   */
  record Unsure(ToolCall call, Tool tool, String reason, int attempts) implements Result {}

  /** It did not happen, and the contract says that a person then sees to it. Nothing is journalled about it yet. */
  record ForPerson(
    ToolCall call,
    Tool tool,
    String group,
    String reason,
    int attempts
  ) implements Result {}

  /** @param approval of the person who allowed this call, where one did */
  Result execute(CallTurn turn, ToolCall call, Tool tool, Decision.@Nullable Approved approval) {
    return genAi.tool(
      tool.name(),
      call.key(),
      () -> made(turn, call, tool, approval),
      Execution::inOneWord
    );
  }

  private static String inOneWord(Result result) {
    return switch (result) {
      case Unsure unsure -> "unknown";
      case ForPerson person -> "unavailable";
      case Settled settled -> switch (settled.outcome()) {
        case CallOutcome.Settled ended -> ended.succeeded() ? "succeeded" : "failed";
        case CallOutcome.Later later -> "deferred";
        case CallOutcome.Unknown unknown -> "unknown";
        case CallOutcome.Waiting waiting -> "waiting";
        case CallOutcome.Held held -> "held";
      };
    };
  }

  private Result made(
    CallTurn turn,
    ToolCall call,
    Tool tool,
    Decision.@Nullable Approved approval
  ) {
    var started = clock.instant();
    var sent = send(turn, order(turn.scope(), call, tool), call.attempts(), call.doubtful());
    int attempts = sent.attempts();
    return switch (certain(tool, sent, checked(tool, patience(tool, call, sent)))) {
      case Answer.Success success -> new Settled(
        settle(
          turn,
          call.reading(success.labels()),
          CallState.SUCCEEDED,
          told(success.body(), call, approval),
          attempts,
          target(call),
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
      case Answer.Unknown unknown -> new Unsure(call, tool, unknown.message(), attempts);
      case Answer.Busy busy -> new Settled(defer(turn, call, busy.message(), busy.pause(), sent));
      case Answer.Pending pending -> new Settled(
        defer(turn, call, pending.message(), nextLook(call), sent)
      );
    };
  }

  /** Whether the call is under way at its target and has only to be awaited. */
  boolean isUnderWay(CallScope scope, ToolCall call, Tool tool) {
    return adapters.isUnderWay(order(scope, call, tool));
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
      : new CallOutcome.Settled(
          settled.told(),
          settled.state() == CallState.SUCCEEDED,
          settled.state() == CallState.REFUSED ? Labels.NONE : settled.labels()
        );
  }

  /** Asks a lookup tool; only its answer counts, as the question itself changes nothing. */
  Answer ask(CallTurn turn, Tool lookup, JsonNode arguments, String key) {
    var stopped = switches.toolStopped(lookup.name());
    if (stopped.isPresent()) {
      return new Answer.Unavailable(stopped.get());
    }
    if (!lookup.arguments().validate(arguments).isEmpty()) {
      return new Answer.Unavailable(lookup.name() + " does not take what is known of the call");
    }
    var scope = turn.scope();
    var order = new Order(
      lookup.contract(),
      arguments,
      key,
      scope.context(),
      scope.labels(),
      scope.agent()
    );
    return checked(lookup, send(turn, order, 0, false).answer());
  }

  private static Order order(CallScope scope, ToolCall call, Tool tool) {
    return new Order(
      tool.contract(),
      call.inForce(),
      call.key(),
      scope.context(),
      scope.labels(),
      scope.agent()
    );
  }

  /**
   * @param attempts that were made just now
   * @param doubtful one of them, or an earlier one, may have happened without that anybody heard of it
   */
  private record Sent(Answer answer, int attempts, boolean doubtful) {}

  /**
   * Makes attempts until there is an answer, none is left, or the next would have to wait for long.
   *
   * @param before attempts that were made already
   */
  private Sent send(CallTurn turn, Order order, int before, boolean mayHaveHappened) {
    var contract = order.contract();
    if (adapters.isUnderWay(order)) {
      return new Sent(adapters.call(order), 1, mayHaveHappened);
    }
    boolean doubtful = mayHaveHappened;
    var left = LONGEST_WAIT_HERE;
    int attempt = 0;
    while (true) {
      var wait = rates.take(contract, turn.scope(), order.arguments());
      if (wait.isPresent()) {
        if (wait.get().compareTo(left) > 0) {
          var reason = "%s is used up for now".formatted(contract.title());
          return new Sent(new Answer.Busy(reason, wait.get()), attempt, doubtful);
        }
        left = left.minus(wait.get());
        pause(wait.get());
        continue;
      }
      attempt++;
      var answer = breakers.call(contract, turn.scope().context().environment(), () ->
        adapters.call(order)
      );
      doubtful = doubtful || answer instanceof Answer.Unknown;
      if (before + attempt >= contract.retry().attempts() || !mayRepeat(contract, answer)) {
        return new Sent(answer, attempt, doubtful);
      }
      var pause = pause(contract, attempt, answer);
      if (pause.compareTo(left) > 0) {
        var reason = ((Answer.Unclear) answer).message();
        return new Sent(new Answer.Busy(reason, pause), attempt, doubtful);
      }
      left = left.minus(pause);
      pause(pause);
      // The work may have been stopped meanwhile, and the tool switched off.
      turn.steps().commit(new Step());
      if (isStopped(turn.scope(), contract)) {
        return new Sent(answer, attempt, doubtful);
      }
    }
  }

  private boolean isStopped(CallScope scope, Contract contract) {
    return (
      switches.toolStopped(contract.name()).isPresent() ||
      switches.workStopped(scope.context().processKey(), scope.agent()).isPresent()
    );
  }

  private static Duration pause(Contract contract, int attempt, Answer answer) {
    var pause = contract
      .retry()
      .backoff()
      .multipliedBy(1L << Math.min(attempt - 1, 20));
    if (answer instanceof Answer.Busy busy && busy.pause().compareTo(pause) > 0) {
      pause = busy.pause();
    }
    return pause.compareTo(LONGEST_BACKOFF) > 0 ? LONGEST_BACKOFF : pause;
  }

  /** A call that may have happened is only sent again where a second one does no harm. */
  private static boolean mayRepeat(Contract contract, Answer answer) {
    return switch (answer) {
      case Answer.Unknown unknown -> contract.effect().mayRepeat();
      case Answer.Unavailable unavailable -> true;
      case Answer.Busy busy -> true;
      case Answer.Success success -> false;
      case Answer.Failure failure -> false;
      case Answer.Pending pending -> false;
    };
  }

  /** What the last attempt says is not the whole truth where an earlier one may have happened. */
  private static Answer certain(Tool tool, Sent sent, Answer answer) {
    var effect = tool.contract().effect();
    if (!sent.doubtful() || effect == Effect.READ) {
      return answer;
    }
    return switch (answer) {
      case Answer.Unavailable unavailable -> doubtful(unavailable.message());
      // Under its key the target would have given the first attempt's answer.
      case Answer.Failure failure when effect != Effect.KEYED -> doubtful(failure.message());
      default -> answer;
    };
  }

  private static Answer doubtful(String message) {
    return new Answer.Unknown(message + "; an earlier attempt may have happened");
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
    var choice =
      call.substitute() == null ? fallbacks.choose(turn.scope(), call, tool) : new Fallbacks.None();
    return switch (choice) {
      case Fallbacks.None none -> new Settled(failed(turn, call, code, reason, attempts, started));
      case Fallbacks.Person person -> new ForPerson(call, tool, person.group(), reason, attempts);
      case Fallbacks.Remembered remembered -> {
        turn
          .steps()
          .defer(new Step().write(audit.fellBack(turn.scope(), call, "an earlier answer", reason)));
        yield new Settled(
          settle(turn, call, CallState.SUCCEEDED, remembered.told(), attempts, "cache", started)
        );
      }
      case Fallbacks.Other other -> instead(turn, call, other.tool(), reason, attempts);
    };
  }

  /** On record before it is asked: what becomes of it is settled by its own contract, also after a crash. */
  private Result instead(CallTurn turn, ToolCall call, Tool other, String reason, int attempts) {
    var handed = call.handedTo(other, attempts);
    turn.commit(
      new Step()
        .guard(calls.change(call, handed))
        .write(audit.fellBack(turn.scope(), call, other.name(), reason))
    );
    return execute(turn, handed, other, null);
  }

  private CallOutcome failed(
    CallTurn turn,
    ToolCall call,
    String code,
    String reason,
    int attempts,
    Instant started
  ) {
    return settle(
      turn,
      call,
      CallState.FAILED,
      error(code, reason),
      attempts,
      target(call),
      started
    );
  }

  private CallOutcome defer(
    CallTurn turn,
    ToolCall call,
    String reason,
    Duration pause,
    Sent sent
  ) {
    var until = clock.instant().plus(pause);
    var deferred = call.deferred(sent.attempts(), until, sent.doubtful());
    turn.settle(
      new Step()
        .guard(calls.change(call, deferred))
        .write(audit.deferred(turn.scope(), deferred, reason))
    );
    return new CallOutcome.Later(until);
  }

  private static String target(ToolCall call) {
    return call.substitute() == null ? "target" : "fallback:" + call.substitute();
  }

  private static Duration nextLook(ToolCall call) {
    var pause = FIRST_LOOK.multipliedBy(1L << Math.min(call.attempts(), 10));
    return pause.compareTo(LONGEST_LOOK) > 0 ? LONGEST_LOOK : pause;
  }

  /** A broken answer to a write says nothing about whether the write happened. */
  private static Answer checked(Tool tool, Answer answer) {
    if (!(answer instanceof Answer.Success success)) {
      return answer;
    }
    var broken = fault(tool, success.body());
    if (broken.isEmpty()) {
      return new Answer.Success(
        JsonMask.mask(success.body(), tool.contract().sensitive().result()),
        success.labels()
      );
    }
    return tool.contract().effect() == Effect.READ
      ? new Answer.Failure(broken.get())
      : new Answer.Unknown(broken.get());
  }

  private static Optional<String> fault(Tool tool, JsonNode body) {
    var largest = tool.contract().sizes().result();
    if (JsonTexts.bytes(body) > largest.toBytes()) {
      return Optional.of("The answer of %s is larger than %s".formatted(tool.name(), largest));
    }
    return tool
      .result()
      .validate(body)
      .stream()
      .findFirst()
      .map(error ->
        "The answer of %s breaks its contract: %s %s".formatted(
          tool.name(),
          error.path(),
          error.message()
        )
      );
  }

  private static JsonNode told(JsonNode body, ToolCall call, Decision.@Nullable Approved approval) {
    if (call.substitute() != null) {
      return Fallbacks.from(body, call.substitute());
    }
    boolean edited = !call.inForce().equals(call.arguments());
    if (approval == null || !edited || !(body instanceof ObjectNode object)) {
      return body;
    }
    // Otherwise the agent would believe that what it proposed is what was done.
    var told = object.deepCopy();
    var review = told.putObject("_review");
    review.put("note", "%s changed the arguments before approving".formatted(approval.by()));
    review.set("argumentsAsRun", call.inForce());
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
