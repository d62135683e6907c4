package dev.steward.agent;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What became of a recorded run when today's code ran it again on its journal.
 *
 * @param version the role with which it ran again
 * @param equal whether all that can be compared was the same
 * @param steps as far as it came
 * @param difference the first one; nothing after it was compared
 */
@Schema(name = "Replay")
record Replay(
  UUID runId,
  String version,
  boolean equal,
  List<Step> steps,
  @Nullable Difference difference
) {
  /** @param digest of what the code came to; null where nothing is recorded to compare it with */
  @Schema(name = "ReplayedStep")
  record Step(int turn, Kind kind, @Nullable String digest, boolean equal) {}

  @Schema(name = "ReplayedKind")
  enum Kind {
    /** What the model is asked. */
    @JsonProperty("request")
    REQUEST,

    /** What the model said, as it is on record. */
    @JsonProperty("answer")
    ANSWER,

    /** Which of its calls the run's own limits allow. */
    @JsonProperty("calls")
    CALLS,

    @JsonProperty("end")
    END,
  }

  /** @param field what differs, such as {@code system prompt}; both texts begin shortly before the first difference */
  @Schema(name = "ReplayDifference")
  record Difference(int turn, Kind kind, String field, String recorded, String now) {
    private static final int BEFORE = 60;
    private static final int LENGTH = 300;

    static Difference of(int turn, Kind kind, String field, String recorded, String now) {
      int same = 0;
      int shorter = Math.min(recorded.length(), now.length());
      while (same < shorter && recorded.charAt(same) == now.charAt(same)) {
        same++;
      }
      int from = Math.max(0, same - BEFORE);
      return new Difference(turn, kind, field, part(recorded, from), part(now, from));
    }

    private static String part(String text, int from) {
      return (
        (from > 0 ? "…" : "") +
        text.substring(from, Math.min(text.length(), from + LENGTH)) +
        (text.length() > from + LENGTH ? "…" : "")
      );
    }
  }
}
