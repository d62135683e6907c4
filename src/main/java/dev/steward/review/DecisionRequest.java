package dev.steward.review;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import dev.steward.process.spi.TaskKind;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Approve, edit, reject or take-over for a review of a proposed call; done, not-done or retry for a call in doubt; correct, flawed or
 * wrong for a call that ran by itself.
 *
 * @param arguments the whole new arguments, for an edit
 * @param comment required for a rejection, which goes back to the agent, and for a call that is flawed or wrong
 * @param digest of the arguments as they were looked at; required to approve what another reviewer has changed
 */
@Schema(name = "Decision")
record DecisionRequest(
  @NotNull Choice decision,
  @Nullable JsonNode arguments,
  @Nullable @Size(max = 4000) String comment,
  @Nullable String digest
) {
  enum Choice {
    @JsonProperty("approve")
    APPROVE,

    @JsonProperty("edit")
    EDIT,

    @JsonProperty("reject")
    REJECT,

    @JsonProperty("take-over")
    TAKE_OVER,

    @JsonProperty("done")
    DONE,

    @JsonProperty("not-done")
    NOT_DONE,

    @JsonProperty("retry")
    RETRY,

    @JsonProperty("correct")
    CORRECT,

    @JsonProperty("flawed")
    FLAWED,

    @JsonProperty("wrong")
    WRONG;

    static Optional<Choice> find(String id) {
      return Arrays.stream(values())
        .filter(choice -> choice.name().toLowerCase(Locale.ROOT).replace('_', '-').equals(id))
        .findFirst();
    }
  }

  /** Which tasks are decided so. */
  TaskKind kind() {
    return switch (decision) {
      case APPROVE, EDIT, REJECT, TAKE_OVER -> TaskKind.TOOL_REVIEW;
      case DONE, NOT_DONE, RETRY -> TaskKind.IN_DOUBT;
      case CORRECT, FLAWED, WRONG -> TaskKind.SAMPLE_AUDIT;
    };
  }

  ReviewState state() {
    return switch (decision) {
      case APPROVE -> ReviewState.APPROVED;
      case EDIT -> ReviewState.EDITED;
      case REJECT -> ReviewState.REJECTED;
      case TAKE_OVER -> ReviewState.TAKEN_OVER;
      case DONE -> ReviewState.HAPPENED;
      case NOT_DONE -> ReviewState.DID_NOT_HAPPEN;
      case RETRY -> ReviewState.REPEAT;
      case CORRECT -> ReviewState.CORRECT;
      case FLAWED -> ReviewState.FLAWED;
      case WRONG -> ReviewState.WRONG;
    };
  }
}
