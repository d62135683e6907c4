package dev.steward.process.task;

import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import dev.steward.identity.Actor;
import dev.steward.problem.FieldError;
import dev.steward.problem.ProblemException;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

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
  private static final Logger log = LoggerFactory.getLogger(BulkWork.class);

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

  /**
   * @param status as the request for this task alone would have been answered
   * @param code null where it was done
   */
  @Schema(name = "BulkTaskResult")
  record Result(
    String id,
    int status,
    @Nullable String code,
    @Nullable String detail,
    List<FieldError> errors
  ) {
    private static final int DONE = 204;
    private static final int CONFLICT = 409;
    private static final int UNEXPECTED = 500;

    static Result done(String id) {
      return new Result(id, DONE, null, null, List.of());
    }

    static Result of(String id, ProblemException e) {
      return new Result(id, e.status().value(), e.code(), e.detail(), e.errors());
    }
  }

  Result on(String id, TaskWork work, Actor actor) {
    try {
      switch (action) {
        case CLAIM -> work.claim(id, actor);
        case UNCLAIM -> work.unclaim(id, actor);
        case REASSIGN -> work.reassign(id, to == null ? "" : to, actor);
        case COMPLETE -> work.complete(id, variables, actor);
      }
      return Result.done(id);
    } catch (ProblemException e) {
      return Result.of(id, e);
    } catch (RuntimeException e) {
      if (TaskTurns.isConflict(e)) {
        return new Result(
          id,
          Result.CONFLICT,
          "changed-meanwhile",
          "Somebody else changed this at the same moment. Read it again and repeat.",
          List.of()
        );
      }
      // The others are still to be done.
      log.error("Task {} in bulk work", id, e);
      return new Result(
        id,
        Result.UNEXPECTED,
        "internal-error",
        "Something went wrong on our side.",
        List.of()
      );
    }
  }
}
