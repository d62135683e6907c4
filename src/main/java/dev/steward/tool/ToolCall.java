package dev.steward.tool;

import com.fasterxml.jackson.databind.JsonNode;
import dev.steward.json.CanonicalJson;
import dev.steward.tool.contract.Effect;
import dev.steward.tool.contract.Tool;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A tool call as it is journalled; each method gives the next version of it.
 *
 * @param providerId as the model's provider names it; may repeat within a run
 * @param arguments as proposed
 * @param effectiveArguments as they ran, once that is settled
 * @param toolVersion of the contract it was committed to under
 * @param idempotencyKey the same for every attempt at this call
 * @param fence another one for each attempt; a late answer to an earlier attempt no longer finds its row
 * @param result what the agent is told; null until the call is settled
 * @param settledBy {@code target}, {@code cache}, the lookup or fallback tool, or a person
 * @param notBefore of a deferred call
 */
record ToolCall(
  UUID id,
  UUID workId,
  String instanceId,
  int turn,
  int ordinal,
  String tool,
  @Nullable String providerId,
  @Nullable String reason,
  JsonNode arguments,
  @Nullable JsonNode effectiveArguments,
  @Nullable String toolVersion,
  @Nullable Effect effect,
  String idempotencyKey,
  CallState state,
  @Nullable UUID reviewId,
  @Nullable UUID fence,
  int attempts,
  @Nullable JsonNode result,
  Instant proposedAt,
  @Nullable Instant startedAt,
  @Nullable Instant settledAt,
  @Nullable String settledBy,
  @Nullable Instant notBefore
) {
  static ToolCall proposed(CallScope scope, int turn, int ordinal, ProposedCall call, Instant now) {
    return new ToolCall(
      UUID.randomUUID(),
      scope.workId(),
      scope.context().instanceId(),
      turn,
      ordinal,
      call.tool(),
      call.providerId(),
      call.reason(),
      call.arguments(),
      null,
      null,
      null,
      CanonicalJson.sha256(scope.workId() + ":" + turn + ":" + ordinal),
      CallState.PROPOSED,
      null,
      null,
      0,
      null,
      now,
      null,
      null,
      null,
      null
    );
  }

  /** From here on it may have happened. */
  ToolCall committed(Tool tool, JsonNode asTheyRun, Instant now) {
    return next(
      CallState.EXECUTING,
      asTheyRun,
      tool,
      reviewId,
      UUID.randomUUID(),
      attempts,
      null,
      now,
      null,
      null
    );
  }

  ToolCall awaiting(Tool tool, UUID review) {
    return next(
      CallState.AWAITING_REVIEW,
      null,
      tool,
      review,
      null,
      attempts,
      null,
      null,
      null,
      null
    );
  }

  ToolCall refused(@Nullable Tool tool, JsonNode told, Instant now) {
    return next(CallState.REFUSED, null, tool, reviewId, null, attempts, told, null, now, null);
  }

  /** Nothing of it is under way, or all of it can be found again under its key. */
  ToolCall deferred(int more, Instant until) {
    return next(
      CallState.DEFERRED,
      effectiveArguments,
      null,
      reviewId,
      null,
      attempts + more,
      null,
      startedAt,
      null,
      null
    ).until(until);
  }

  ToolCall inDoubt(UUID review) {
    return next(
      CallState.IN_DOUBT,
      effectiveArguments,
      null,
      review,
      fence,
      attempts,
      null,
      startedAt,
      null,
      null
    );
  }

  ToolCall settled(CallState state, JsonNode told, int more, String by, Instant now) {
    return next(
      state,
      effectiveArguments,
      null,
      reviewId,
      fence,
      attempts + more,
      told,
      startedAt,
      now,
      by
    );
  }

  /** Sent so often, and not settled yet. */
  ToolCall tried(int more) {
    return with(attempts + more, notBefore);
  }

  private ToolCall until(Instant time) {
    return with(attempts, time);
  }

  private ToolCall with(int attemptsMade, @Nullable Instant waitsUntil) {
    return new ToolCall(
      id,
      workId,
      instanceId,
      turn,
      ordinal,
      tool,
      providerId,
      reason,
      arguments,
      effectiveArguments,
      toolVersion,
      effect,
      idempotencyKey,
      state,
      reviewId,
      fence,
      attemptsMade,
      result,
      proposedAt,
      startedAt,
      settledAt,
      settledBy,
      waitsUntil
    );
  }

  /** The arguments that ran, or would run. */
  JsonNode inForce() {
    return effectiveArguments == null ? arguments : effectiveArguments;
  }

  /** What the agent is told, of a settled call. */
  JsonNode told() {
    if (result == null) {
      throw new IllegalStateException("Tool call " + id + " is " + state);
    }
    return result;
  }

  private ToolCall next(
    CallState next,
    @Nullable JsonNode asTheyRun,
    @Nullable Tool tool,
    @Nullable UUID review,
    @Nullable UUID newFence,
    int attemptsMade,
    @Nullable JsonNode told,
    @Nullable Instant started,
    @Nullable Instant settled,
    @Nullable String by
  ) {
    if (!state.canBecome(next)) {
      throw new IllegalStateException("A tool call that is " + state + " cannot become " + next);
    }
    return new ToolCall(
      id,
      workId,
      instanceId,
      turn,
      ordinal,
      this.tool,
      providerId,
      reason,
      arguments,
      asTheyRun,
      tool == null ? toolVersion : tool.version(),
      tool == null ? effect : tool.contract().effect(),
      idempotencyKey,
      next,
      review,
      newFence,
      attemptsMade,
      told,
      proposedAt,
      started,
      settled,
      by,
      null
    );
  }
}
