package dev.steward.tool;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.steward.review.Decision;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Sends calls that are committed to, and journals what came of them. */
@Component
class Execution {

  private final Contracts contracts;
  private final ToolCalls calls;
  private final HttpAdapter http;
  private final CallAudit audit;
  private final TransactionTemplate transaction;
  private final Clock clock;

  Execution(
    Contracts contracts,
    ToolCalls calls,
    HttpAdapter http,
    CallAudit audit,
    TransactionTemplate transaction,
    Clock clock
  ) {
    this.contracts = contracts;
    this.calls = calls;
    this.http = http;
    this.audit = audit;
    this.transaction = transaction;
    this.clock = clock;
  }

  CallOutcome execute(
    CallScope scope,
    ToolCall call,
    Tool tool,
    JsonNode arguments,
    UUID fence,
    Decision.@Nullable Approved approval
  ) {
    var started = clock.instant();
    var sent = send(scope, tool, arguments, call.idempotencyKey());
    var answer = checked(tool, sent.answer());
    var took = Duration.between(started, clock.instant());
    return switch (answer) {
      case Answer.Success success -> {
        var told = told(success.body(), arguments, approval);
        settle(scope, call, fence, CallState.SUCCEEDED, told, sent.attempts(), took);
        yield new CallOutcome.Settled(told, true);
      }
      case Answer.Failure failure -> {
        var told = error("tool-failed", failure.message());
        settle(scope, call, fence, CallState.FAILED, told, sent.attempts(), took);
        yield new CallOutcome.Settled(told, false);
      }
      case Answer.Unknown unknown -> {
        var told = error("unknown-outcome", unknown.message());
        settle(scope, call, fence, CallState.UNKNOWN, told, sent.attempts(), took);
        yield new CallOutcome.Unknown(unknown.message());
      }
    };
  }

  /** The process ended between committing to a call and journalling its result: it may have happened. */
  CallOutcome settleInDoubt(CallScope scope, ToolCall call) {
    var tool = contracts.find(call.tool()).orElse(null);
    var arguments =
      call.effectiveArguments() == null ? call.arguments() : call.effectiveArguments();
    var fence = UUID.randomUUID();
    if (tool == null || !tool.contract().effect().mayRepeat()) {
      var message = "The process ended while " + call.tool() + " was at work";
      transaction.executeWithoutResult(status -> retake(call, tool, arguments, fence));
      settle(
        scope,
        call,
        fence,
        CallState.UNKNOWN,
        error("unknown-outcome", message),
        0,
        Duration.ZERO
      );
      return new CallOutcome.Unknown(message);
    }
    transaction.executeWithoutResult(status -> {
      calls.intend(call, tool, arguments, fence);
      audit.resumed(scope, call);
    });
    return execute(scope, call, tool, arguments, fence, null);
  }

  /** What the agent is told about a settled call. */
  static JsonNode told(ToolCall call) {
    var result = call.result();
    return result == null ? JsonNodeFactory.instance.objectNode() : result;
  }

  private void retake(ToolCall call, @Nullable Tool tool, JsonNode arguments, UUID fence) {
    if (tool == null) {
      throw new IllegalStateException(
        "The contract of tool '%s' is gone while a call of it is in doubt".formatted(call.tool())
      );
    }
    calls.intend(call, tool, arguments, fence);
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
      attempt < retry.attempts() &&
      pause(retry.backoff().multipliedBy(1L << (attempt - 1)))
    ) {
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

  private void settle(
    CallScope scope,
    ToolCall call,
    UUID fence,
    CallState state,
    JsonNode told,
    int attempts,
    Duration took
  ) {
    transaction.executeWithoutResult(status -> {
      calls.settle(call, fence, state, told, attempts);
      audit.executed(scope, call, state, told, attempts, took);
    });
  }

  private static ObjectNode error(String code, String message) {
    var error = JsonNodeFactory.instance.objectNode();
    error.putObject("error").put("code", code).put("message", message);
    return error;
  }

  private static boolean pause(Duration time) {
    try {
      Thread.sleep(time);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
