package dev.steward.agent;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.steward.tool.JournalledCall;
import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One step of a run.
 *
 * @param id stays the same for good; a retry is another step
 * @param outcome of a model call {@code answered} or the kind of its fault; of a tool call its state
 * @param name the model or the tool
 * @param durationMs until it ended
 * @param attempts of a tool call: how often it was sent
 */
@Schema(name = "RunStep")
record RunStep(
  String id,
  Kind kind,
  int turn,
  State state,
  @Nullable String outcome,
  String name,
  @Nullable String providerModel,
  boolean rehearsal,
  Instant startedAt,
  @Nullable Instant endedAt,
  @Nullable Long durationMs,
  int inputTokens,
  int cachedTokens,
  int outputTokens,
  BigDecimal costUsd,
  int attempts,
  @Nullable String detail
) {
  enum Kind {
    @JsonProperty("model-call")
    MODEL_CALL,

    @JsonProperty("tool-call")
    TOOL_CALL,
  }

  enum State {
    @JsonProperty("started")
    STARTED,

    @JsonProperty("finished")
    FINISHED,

    /** Nothing that followed was based on it. */
    @JsonProperty("discarded")
    DISCARDED,
  }

  static RunStep of(Attempt attempt) {
    return new RunStep(
      attempt.turn() + "." + attempt.number(),
      Kind.MODEL_CALL,
      attempt.turn(),
      switch (attempt.state()) {
        case STARTED -> State.STARTED;
        case ANSWERED, FAILED -> State.FINISHED;
        case DISCARDED -> State.DISCARDED;
      },
      attempt.state() == Attempt.State.ANSWERED ? "answered" : attempt.fault(),
      attempt.model(),
      attempt.providerModel(),
      attempt.rehearsal(),
      attempt.startedAt(),
      attempt.endedAt(),
      millis(attempt.startedAt(), attempt.endedAt()),
      attempt.usage().input(),
      attempt.usage().cached(),
      attempt.usage().output(),
      attempt.costUsd(),
      1,
      attempt.error()
    );
  }

  /** @param over whether the run has ended, and with it what never began */
  static RunStep of(JournalledCall call, boolean over) {
    var started = call.startedAt() == null ? call.proposedAt() : call.startedAt();
    return new RunStep(
      call.id().toString(),
      Kind.TOOL_CALL,
      call.turn(),
      call.settledAt() != null ? State.FINISHED : over ? State.DISCARDED : State.STARTED,
      call.state().id(),
      call.tool(),
      null,
      false,
      started,
      call.settledAt(),
      millis(started, call.settledAt()),
      0,
      0,
      0,
      BigDecimal.ZERO,
      call.attempts(),
      call.settledBy()
    );
  }

  private static @Nullable Long millis(Instant from, @Nullable Instant to) {
    return to == null ? null : Duration.between(from, to).toMillis();
  }
}
