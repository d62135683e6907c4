package dev.steward.tool;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.steward.journal.Step;
import dev.steward.json.JsonMask;
import dev.steward.policy.Panel;
import dev.steward.process.spi.Audience;
import dev.steward.process.spi.TaskKind;
import dev.steward.review.Decision;
import dev.steward.review.ReviewRequest;
import dev.steward.review.Reviews;
import dev.steward.tool.adapter.Answer;
import dev.steward.tool.contract.Contracts;
import dev.steward.tool.contract.Effect;
import dev.steward.tool.contract.Tool;
import dev.steward.tool.contract.ToolVersions;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Settles calls that may have happened and must not be made twice: by the contract's lookup tool, and where there is none, or it does
 * not tell, by a person.
 */
@Component
class Doubts {

  private final Contracts contracts;
  private final ToolVersions versions;
  private final ToolCalls calls;
  private final Execution execution;
  private final Reviews reviews;
  private final CallAudit audit;
  private final String group;
  private final Clock clock;

  Doubts(
    Contracts contracts,
    ToolVersions versions,
    ToolCalls calls,
    Execution execution,
    Reviews reviews,
    CallAudit audit,
    @Value("${steward.tools-in-doubt-group:operations}") String group,
    Clock clock
  ) {
    this.contracts = contracts;
    this.versions = versions;
    this.calls = calls;
    this.execution = execution;
    this.reviews = reviews;
    this.audit = audit;
    this.group = group;
    this.clock = clock;
  }

  /** @return empty where it is certain that nothing happened: the call may be made again */
  Optional<CallOutcome> settle(CallTurn turn, ToolCall call, @Nullable Tool tool, String reason) {
    if (tool == null || tool.contract().effect() != Effect.VERIFIABLE) {
      return Optional.of(ask(turn, call, tool, reason));
    }
    var lookup = contracts.find(String.valueOf(tool.contract().lookup())).orElseThrow();
    awaitArrival(call, tool);
    var asked = clock.instant();
    var answer = execution.ask(turn, lookup, lookupArguments(call, lookup), call.key());
    turn
      .steps()
      .defer(
        new Step().write(
          audit.lookedUp(
            turn.scope(),
            call,
            lookup.name(),
            answer,
            Duration.between(asked, clock.instant())
          )
        )
      );
    return switch (answer) {
      case Answer.Success success -> Optional.of(
        execution.settle(
          turn,
          call.reading(lookup.contract().labels()),
          CallState.SUCCEEDED,
          found(tool, success.body()),
          0,
          "lookup:" + lookup.name(),
          clock.instant()
        )
      );
      case Answer.Failure failure when failure.absent() -> Optional.empty();
      case Answer.Failure failure -> Optional.of(
        ask(turn, call, tool, reason + ". The lookup does not tell: " + failure.message())
      );
      case Answer.Unclear unclear -> Optional.of(
        ask(turn, call, tool, reason + ". The lookup does not tell: " + unclear.message())
      );
    };
  }

  /** What a person said, applied. @return empty where the call shall be made again */
  Optional<CallOutcome> apply(CallTurn turn, ToolCall call, Decision decision) {
    return switch (decision) {
      case Decision.Happened happened -> Optional.of(
        execution.settle(
          turn,
          call,
          CallState.SUCCEEDED,
          told(happened),
          0,
          happened.by(),
          clock.instant()
        )
      );
      case Decision.DidNotHappen not -> Optional.of(
        execution.settle(
          turn,
          call,
          CallState.FAILED,
          Execution.error(
            "did-not-happen",
            "%s has made sure that this call did not take effect%s".formatted(
              not.by(),
              not.comment() == null ? "" : ": " + not.comment()
            )
          ),
          0,
          not.by(),
          clock.instant()
        )
      );
      case Decision.Repeat repeat -> Optional.empty();
      case Decision.Approved approved -> throw wrong(call);
      case Decision.Rejected rejected -> throw wrong(call);
      case Decision.TakenOver taken -> throw wrong(call);
    };
  }

  private CallOutcome ask(CallTurn turn, ToolCall call, @Nullable Tool tool, String reason) {
    var reviewers = tool == null ? null : tool.contract().reviewers();
    return hand(turn, call, tool, reviewers == null ? group : reviewers, reason);
  }

  /** A person sees to it: says whether it happened, or has it made again. */
  CallOutcome hand(
    CallTurn turn,
    ToolCall call,
    @Nullable Tool tool,
    String reviewers,
    String reason
  ) {
    var step = new Step();
    var scope = turn.scope();
    var contract = tool == null ? null : tool.contract();
    var review = reviews.request(
      step,
      new ReviewRequest(
        TaskKind.IN_DOUBT,
        scope.workId(),
        scope.context(),
        call.target(),
        contract == null ? call.target() : contract.title(),
        call.toolVersion() == null ? "unknown" : call.toolVersion(),
        contract == null ? "" : contract.description(),
        call.inForce(),
        contract == null ? JsonNodeFactory.instance.objectNode() : contract.arguments(),
        versions.sensitiveArguments(tool, call.toolVersion()),
        contract == null ? null : contract.requires(),
        reason,
        scope.agent(),
        List.of(),
        scope.labels().names(),
        contract != null && contract.reversible(),
        contract == null ? Audience.EXTERNAL : contract.audience(),
        scope.rehearsal(),
        Panel.of(reviewers)
      )
    );
    var doubted = call.inDoubt(review);
    turn.commit(
      step.guard(calls.change(call, doubted)).write(audit.inDoubt(scope, doubted, reason))
    );
    return new CallOutcome.Waiting();
  }

  /** A request that is still on its way when the lookup is asked could arrive after it. */
  private void awaitArrival(ToolCall call, Tool tool) {
    if (call.startedAt() != null) {
      var arrived = call.startedAt().plus(tool.contract().timeout());
      var left = Duration.between(clock.instant(), arrived);
      if (left.isPositive()) {
        Execution.pause(left);
      }
    }
  }

  /** The key the call was made with, and those of its arguments that the lookup knows by name. */
  private static JsonNode lookupArguments(ToolCall call, Tool lookup) {
    var known = lookup.contract().arguments().path("properties");
    ObjectNode arguments = JsonNodeFactory.instance.objectNode();
    call
      .inForce()
      .properties()
      .stream()
      .filter(argument -> known.has(argument.getKey()))
      .forEach(argument -> arguments.set(argument.getKey(), argument.getValue()));
    if (known.has("idempotencyKey")) {
      arguments.put("idempotencyKey", call.key());
    }
    return arguments;
  }

  /** What the lookup found, as the call's own answer where it has that form. */
  private static JsonNode found(Tool tool, JsonNode body) {
    if (tool.result().validate(body).isEmpty()) {
      return JsonMask.mask(body, tool.contract().sensitive().result());
    }
    var told = JsonNodeFactory.instance.objectNode();
    told.put(
      "note",
      "The call took effect; its own answer was lost. This is what the lookup found."
    );
    told.set("found", body);
    return told;
  }

  private static JsonNode told(Decision.Happened happened) {
    var told = JsonNodeFactory.instance.objectNode();
    told.put(
      "note",
      happened.by() + " has made sure that this call took effect; its answer was lost."
    );
    if (happened.comment() != null) {
      told.put("comment", happened.comment());
    }
    return told;
  }

  private static IllegalStateException wrong(ToolCall call) {
    return new IllegalStateException("Tool call " + call.id() + " is in doubt, not under review");
  }
}
