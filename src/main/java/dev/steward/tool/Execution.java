package dev.steward.tool;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.steward.journal.LostWorkException;
import dev.steward.journal.Step;
import dev.steward.review.Decision;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Sends calls that are committed to, and journals what came of them. */
@Component
class Execution {

  private final ToolCalls calls;
  private final HttpAdapter http;
  private final CallAudit audit;
  private final Clock clock;

  Execution(ToolCalls calls, HttpAdapter http, CallAudit audit, Clock clock) {
    this.calls = calls;
    this.http = http;
    this.audit = audit;
    this.clock = clock;
  }

  sealed interface Result {}

  record Settled(CallOutcome outcome) implements Result {}

  /** It may have happened. Nothing is journalled about it yet. */
  record Unsure(String reason, int attempts) implements Result {}

  /** @param approval of the person who allowed this call, where one did */
  Result execute(CallTurn turn, ToolCall call, Tool tool, Decision.@Nullable Approved approval) {
    var started = clock.instant();
    var sent = send(turn.scope(), tool, call.inForce(), call.idempotencyKey());
    var took = Duration.between(started, clock.instant());
    return switch (checked(tool, sent.answer())) {
      case Answer.Success success -> new Settled(
        settle(
          turn,
          call,
          CallState.SUCCEEDED,
          told(success.body(), call.inForce(), approval),
          sent.attempts(),
          "target",
          took
        )
      );
      case Answer.Failure failure -> new Settled(
        settle(
          turn,
          call,
          CallState.FAILED,
          error("tool-failed", failure.message()),
          sent.attempts(),
          "target",
          took
        )
      );
      case Answer.Unknown unknown -> new Unsure(unknown.message(), sent.attempts());
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
    Duration took
  ) {
    var settled = call.settled(state, told, attempts, by, clock.instant());
    turn.settle(
      new Step()
        .guard(calls.change(call, settled))
        .write(audit.executed(turn.scope(), settled, took))
    );
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
    var binding = contract.environments().get(scope.context().environment());
    if (binding == null || binding.http() == null) {
      return new Sent(new Answer.Failure("The tool does not exist in this environment"), 0);
    }
    var retry = contract.retry();
    var attempt = 1;
    var answer = http.call(contract, binding.http(), arguments, key);
    // A call that may have happened is only sent again where a second one does no harm.
    while (
      answer instanceof Answer.Unknown &&
      contract.effect().mayRepeat() &&
      attempt < retry.attempts()
    ) {
      pause(retry.backoff().multipliedBy(1L << (attempt - 1)));
      answer = http.call(contract, binding.http(), arguments, key);
      attempt++;
    }
    if (answer instanceof Answer.Unknown unknown && contract.effect() == Effect.READ) {
      return new Sent(new Answer.Failure(unknown.message()), attempt);
    }
    return new Sent(answer, attempt);
  }

  private static Answer checked(Tool tool, Answer answer) {
    if (!(answer instanceof Answer.Success success)) {
      return answer;
    }
    var errors = tool.result().validate(success.body());
    if (errors.isEmpty()) {
      return new Answer.Success(Masking.mask(success.body(), tool.contract().sensitive()));
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
