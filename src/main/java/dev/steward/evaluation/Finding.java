package dev.steward.evaluation;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.media.Schema;

/**
 * An expectation that was not met.
 *
 * @param place a pointer into the answer, a tool, or a limit
 */
@Schema(name = "EvaluationFinding")
record Finding(Kind kind, String place, String expected, String got) {
  @Schema(name = "EvaluationFindingKind")
  enum Kind {
    /** It has given no answer at all. */
    @JsonProperty("answer")
    ANSWER,

    @JsonProperty("classification")
    CLASSIFICATION,

    @JsonProperty("routing")
    ROUTING,

    @JsonProperty("text")
    TEXT,

    @JsonProperty("tools")
    TOOLS,

    @JsonProperty("limits")
    LIMITS,
  }
}
