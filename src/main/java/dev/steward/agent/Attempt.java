package dev.steward.agent;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.steward.model.ModelAnswer;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One attempt at a model call, as it is journalled.
 *
 * @param number within the turn, from 1; no number is ever used twice
 * @param requestDigest of what was asked; null where it was before there were digests, as the answer's
 * @param fault kind of {@link dev.steward.model.ModelFault}
 */
record Attempt(
  int turn,
  int number,
  String model,
  @Nullable String providerModel,
  boolean rehearsal,
  State state,
  @Nullable String finishReason,
  ModelAnswer.Usage usage,
  BigDecimal costUsd,
  @Nullable String fault,
  @Nullable String error,
  Instant startedAt,
  @Nullable Instant endedAt,
  @Nullable String requestDigest,
  @Nullable String answerDigest
) {
  enum State {
    STARTED,
    ANSWERED,
    FAILED,
    /** Begun by an execution that ended before the answer came, or answered after the run was stopped. */
    DISCARDED;

    @JsonValue
    String id() {
      return name().toLowerCase(Locale.ROOT);
    }

    static State of(String id) {
      return valueOf(id.toUpperCase(Locale.ROOT));
    }
  }
}
