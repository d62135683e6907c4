package dev.steward.tool;

import com.fasterxml.jackson.databind.JsonNode;
import dev.steward.json.CanonicalJson;
import dev.steward.process.spi.Labels;
import dev.steward.tool.contract.Effect;
import dev.steward.tool.contract.Tool;
import java.time.Instant;
import java.util.UUID;
import java.util.function.Consumer;
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
 * @param labels of what the target answers
 * @param doubtful an earlier attempt may have happened, though nobody heard of it
 * @param substitute the tool that was asked in its place; version, effect and key are those of this one then
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
  @Nullable Instant notBefore,
  Labels labels,
  boolean doubtful,
  @Nullable String substitute
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
      null,
      Labels.NONE,
      false,
      null
    );
  }

  /** From here on it may have happened. */
  ToolCall committed(Tool tool, JsonNode asTheyRun, Instant now) {
    return becoming(CallState.EXECUTING, next -> {
      next.effectiveArguments = asTheyRun;
      next.pin(tool);
      next.fence = UUID.randomUUID();
      next.startedAt = now;
    });
  }

  /** Committed to once more, though an earlier attempt may have happened. */
  ToolCall repeated(Tool tool, Instant now) {
    var again = committed(tool, inForce(), now);
    return again.changed(next -> next.doubtful = true);
  }

  /** It is settled that no earlier attempt happened. */
  ToolCall certain() {
    return changed(next -> next.doubtful = false);
  }

  /** Another tool is asked in its place, as nothing has happened yet. */
  ToolCall handedTo(Tool other, int more) {
    return changed(next -> {
      next.substitute = other.name();
      next.pin(other);
      next.fence = UUID.randomUUID();
      next.attempts = attempts + more;
    });
  }

  ToolCall awaiting(Tool tool, UUID review) {
    return becoming(CallState.AWAITING_REVIEW, next -> {
      next.effectiveArguments = null;
      next.pin(tool);
      next.reviewId = review;
      next.fence = null;
      next.startedAt = null;
    });
  }

  ToolCall refused(@Nullable Tool tool, JsonNode told, Instant now) {
    return becoming(CallState.REFUSED, next -> {
      next.effectiveArguments = null;
      if (tool != null) {
        next.pin(tool);
      }
      next.fence = null;
      next.startedAt = null;
      next.result = told;
      next.settledAt = now;
    });
  }

  /** @param mayHaveHappened whether an attempt at it was left without an answer */
  ToolCall deferred(int more, Instant until, boolean mayHaveHappened) {
    return becoming(CallState.DEFERRED, next -> {
      next.fence = null;
      next.attempts = attempts + more;
      next.notBefore = until;
      next.doubtful = mayHaveHappened;
    });
  }

  ToolCall inDoubt(UUID review) {
    return becoming(CallState.IN_DOUBT, next -> next.reviewId = review);
  }

  ToolCall settled(CallState state, JsonNode told, int more, String by, Instant now) {
    return becoming(state, next -> {
      next.attempts = attempts + more;
      next.result = told;
      next.settledAt = now;
      next.settledBy = by;
    });
  }

  /** Sent so often, and not settled yet. */
  ToolCall tried(int more) {
    return changed(next -> next.attempts = attempts + more);
  }

  /** What the agent is told is made of more than the target's own answer. */
  ToolCall reading(Labels more) {
    return changed(next -> next.labels = labels.and(more));
  }

  /** The arguments that ran, or would run. */
  JsonNode inForce() {
    return effectiveArguments == null ? arguments : effectiveArguments;
  }

  /** The tool that is asked. */
  String target() {
    return substitute == null ? tool : substitute;
  }

  /** The key under which the target is asked. */
  String key() {
    return substitute == null
      ? idempotencyKey
      : CanonicalJson.sha256(idempotencyKey + ":" + substitute);
  }

  /** What the agent is told, of a settled call. */
  JsonNode told() {
    if (result == null) {
      throw new IllegalStateException("Tool call " + id + " is " + state);
    }
    return result;
  }

  private ToolCall becoming(CallState to, Consumer<Next> changes) {
    if (!state.canBecome(to)) {
      throw new IllegalStateException("A tool call that is " + state + " cannot become " + to);
    }
    return changed(next -> {
      next.state = to;
      next.result = null;
      next.settledAt = null;
      next.settledBy = null;
      next.notBefore = null;
      changes.accept(next);
    });
  }

  private ToolCall changed(Consumer<Next> changes) {
    var next = new Next(this);
    changes.accept(next);
    return next.of(this);
  }

  /** What may change, while it does. */
  private static final class Next {

    private @Nullable JsonNode effectiveArguments;
    private @Nullable String toolVersion;
    private @Nullable Effect effect;
    private CallState state;
    private @Nullable UUID reviewId;
    private @Nullable UUID fence;
    private int attempts;
    private @Nullable JsonNode result;
    private @Nullable Instant startedAt;
    private @Nullable Instant settledAt;
    private @Nullable String settledBy;
    private @Nullable Instant notBefore;
    private Labels labels;
    private boolean doubtful;
    private @Nullable String substitute;

    Next(ToolCall call) {
      effectiveArguments = call.effectiveArguments;
      toolVersion = call.toolVersion;
      effect = call.effect;
      state = call.state;
      reviewId = call.reviewId;
      fence = call.fence;
      attempts = call.attempts;
      result = call.result;
      startedAt = call.startedAt;
      settledAt = call.settledAt;
      settledBy = call.settledBy;
      notBefore = call.notBefore;
      labels = call.labels;
      doubtful = call.doubtful;
      substitute = call.substitute;
    }

    void pin(Tool tool) {
      toolVersion = tool.version();
      effect = tool.contract().effect();
      labels = labels.and(tool.contract().labels());
    }

    ToolCall of(ToolCall call) {
      return new ToolCall(
        call.id,
        call.workId,
        call.instanceId,
        call.turn,
        call.ordinal,
        call.tool,
        call.providerId,
        call.reason,
        call.arguments,
        effectiveArguments,
        toolVersion,
        effect,
        call.idempotencyKey,
        state,
        reviewId,
        fence,
        attempts,
        result,
        call.proposedAt,
        startedAt,
        settledAt,
        settledBy,
        notBefore,
        labels,
        doubtful,
        substitute
      );
    }
  }
}
