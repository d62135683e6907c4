package dev.steward.review;

import dev.steward.identity.Actor;
import dev.steward.problem.ProblemException;
import dev.steward.process.spi.OpenTask;
import dev.steward.process.spi.ReviewDetails;
import dev.steward.process.spi.ReviewView;
import dev.steward.process.spi.TaskKind;
import dev.steward.process.spi.TaskRule;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Four eyes, and no way to complete a review without deciding. Also what a review adds to a task's view. */
@Component
class ReviewRule implements TaskRule, ReviewDetails {

  private final ReviewRows rows;
  private final Votes votes;

  ReviewRule(ReviewRows rows, Votes votes) {
    this.rows = rows;
    this.votes = votes;
  }

  @Override
  public Optional<String> refusal(OpenTask task, Actor actor) {
    return isDecided(task) && actor.name().equals(task.initiator())
      ? Optional.of("Whoever started the instance may not decide on what is done in their name")
      : Optional.empty();
  }

  @Override
  public void beforeCompletion(OpenTask task, Actor actor) {
    if (!isDecided(task)) {
      return;
    }
    var review = rows.find(UUID.fromString(task.id()));
    if (task.rehearsedBy() == null) {
      review.ifPresent(found -> refuseOwnName(found, actor));
    }
    if (review.filter(found -> found.state() != ReviewState.OPEN).isEmpty()) {
      throw ProblemException.conflict(
        "decision-needed",
        switch (task.kind()) {
          case IN_DOUBT -> "A call in doubt is settled by a decision: done, not-done or retry";
          case SAMPLE_AUDIT -> "A call that ran by itself is judged: correct, flawed or wrong";
          case
            TOOL_REVIEW,
            USER -> "A review is completed by a decision: approve, edit, reject or take-over";
        }
      );
    }
  }

  static void refuseOwnName(Review review, Actor actor) {
    if (actor.name().equals(review.principal())) {
      throw ProblemException.forbidden("Nobody decides on what would be done in their own name");
    }
  }

  @Override
  public Map<String, ReviewView> of(Collection<String> taskIds, Actor actor) {
    var ids = taskIds
      .stream()
      .flatMap(id -> uuid(id).stream())
      .toList();
    var approvals = votes.of(ids);
    return rows
      .findAll(ids)
      .stream()
      .collect(
        Collectors.toMap(
          review -> review.id().toString(),
          review -> review.view(actor, approvals.getOrDefault(review.id(), List.of()))
        )
      );
  }

  @Override
  public Optional<String> escalation(String taskId) {
    return uuid(taskId)
      .flatMap(rows::find)
      .flatMap(review -> Optional.ofNullable(review.escalation()));
  }

  private static boolean isDecided(OpenTask task) {
    return task.kind() != TaskKind.USER;
  }

  private static Optional<UUID> uuid(String id) {
    try {
      return Optional.of(UUID.fromString(id));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
