package dev.steward.review;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * @param arguments the whole new arguments, for an edit
 * @param comment required for a rejection: it goes back to the agent
 */
@Schema(name = "Decision")
record DecisionRequest(
  @NotNull Choice decision,
  @Nullable JsonNode arguments,
  @Nullable @Size(max = 4000) String comment
) {
  enum Choice {
    @JsonProperty("approve")
    APPROVE,

    @JsonProperty("edit")
    EDIT,

    @JsonProperty("reject")
    REJECT,
  }

  ReviewState state() {
    return switch (decision) {
      case APPROVE -> ReviewState.APPROVED;
      case EDIT -> ReviewState.EDITED;
      case REJECT -> ReviewState.REJECTED;
    };
  }
}
