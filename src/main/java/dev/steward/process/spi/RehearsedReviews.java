package dev.steward.process.spi;

import com.fasterxml.jackson.databind.JsonNode;
import dev.steward.identity.Actor;
import org.jspecify.annotations.Nullable;

/** Decisions of whoever rehearses, in the place of those who would have to decide. */
public interface RehearsedReviews {
  /**
   * In the caller's transaction.
   *
   * @param task of a rehearsal; any other is refused as a programming error
   * @param decision as at {@code /api/tasks/{id}/decision}
   * @throws dev.steward.problem.ProblemException 403 for everybody but whoever rehearses, 409, 422
   */
  void decide(
    OpenTask task,
    String decision,
    @Nullable JsonNode arguments,
    @Nullable String comment,
    Actor actor
  );
}
