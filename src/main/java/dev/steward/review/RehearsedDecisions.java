package dev.steward.review;

import com.fasterxml.jackson.databind.JsonNode;
import dev.steward.identity.Actor;
import dev.steward.problem.FieldError;
import dev.steward.problem.ProblemException;
import dev.steward.process.spi.OpenTask;
import dev.steward.process.spi.RehearsedReviews;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Decides by itself on what a rehearsal has proposed: without four eyes, groups and quorum, which are asked of work in earnest. */
@Component
class RehearsedDecisions implements RehearsedReviews {

  private final Reviews reviews;

  RehearsedDecisions(Reviews reviews) {
    this.reviews = reviews;
  }

  @Override
  public void decide(
    OpenTask task,
    String decision,
    @Nullable JsonNode arguments,
    @Nullable String comment,
    Actor actor
  ) {
    if (task.rehearsedBy() == null) {
      throw new IllegalArgumentException("Task " + task.id() + " is no rehearsal's");
    }
    var choice = DecisionRequest.Choice.find(decision).orElseThrow(() ->
      ProblemException.invalid(
        "There is no such decision",
        List.of(new FieldError("/decision", "is not known"))
      )
    );
    reviews.decide(task, new DecisionRequest(choice, arguments, comment, null), actor);
  }
}
