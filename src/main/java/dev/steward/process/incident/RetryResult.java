package dev.steward.process.incident;

import com.fasterxml.jackson.annotation.JsonValue;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What became of a retry.
 *
 * @param reason why it failed again; null otherwise
 */
@Schema(name = "RetryResult")
record RetryResult(String id, Outcome outcome, @Nullable String reason) {
  enum Outcome {
    /** The step was taken and the instance has gone on. */
    RESOLVED,
    FAILED_AGAIN,
    /** Still at it when the time to wait was over. */
    RUNNING,
    /** There is no such incident, or no longer: its instance has ended, or it was resolved before. */
    GONE;

    @JsonValue
    String id() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }
}
