package dev.steward.process.task;

import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import dev.steward.identity.Actor;
import dev.steward.process.spi.ItemResult;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One thing to be done to several tasks.
 *
 * @param to for {@code reassign}: a person's name
 * @param variables for {@code complete}: the same for all of them, of the shape their forms give
 */
@Schema(name = "BulkTaskWork")
record BulkWork(
  @NotNull Action action,
  @NotEmpty @Size(max = 200) List<@NotNull String> ids,
  @Nullable String to,
  @Nullable JsonNode variables
) {
  enum Action {
    CLAIM,
    UNCLAIM,
    REASSIGN,
    COMPLETE;

    @JsonValue
    String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  ItemResult on(String id, TaskWork work, Actor actor) {
    return TaskTurns.attempt(id, () -> {
      switch (action) {
        case CLAIM -> work.claim(id, actor);
        case UNCLAIM -> work.unclaim(id, actor);
        case REASSIGN -> work.reassign(id, to == null ? "" : to, actor);
        case COMPLETE -> work.complete(id, variables, actor);
      }
    });
  }
}
