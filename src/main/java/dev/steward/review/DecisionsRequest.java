package dev.steward.review;

import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The same decision on several tasks. None of them is edited in this way: each has arguments of its own.
 *
 * @param comment goes with each of them
 */
@Schema(name = "Decisions")
record DecisionsRequest(
  @NotNull DecisionRequest.Choice decision,
  @Nullable @Size(max = 4000) String comment,
  @NotEmpty @Size(max = 200) List<@NotNull @Valid Item> tasks
) {
  /** @param digest of the arguments as they were looked at; an approval needs it */
  @Schema(name = "DecidedTask")
  record Item(@NotNull String id, @Nullable String digest) {}

  DecisionRequest of(Item item) {
    return new DecisionRequest(decision, null, comment, item.digest());
  }
}
