package dev.steward.review;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.steward.problem.FieldError;
import dev.steward.problem.ProblemException;
import dev.steward.process.spi.DurableTask;
import dev.steward.process.spi.Labels;
import dev.steward.process.spi.Progress;
import dev.steward.process.spi.TaskEntry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * The service task of the process that has a drawn call judged: waits until it is known what came of the call, then for the person
 * who judges it.
 */
@Component
class SampleAudit implements DurableTask {

  static final String TYPE = "sample-audit";

  /** The variable that names what was drawn. */
  static final String SAMPLE = "sample";

  private static final Duration FIRST_LOOK = Duration.ofSeconds(2);
  private static final Duration LONGEST_LOOK = Duration.ofMinutes(10);

  private final ReviewRows rows;
  private final Reviews reviews;
  private final ObjectProvider<SampledCalls> calls;
  private final Clock clock;

  // Asked for late: the calls' module needs the reviews.
  SampleAudit(ReviewRows rows, Reviews reviews, ObjectProvider<SampledCalls> calls, Clock clock) {
    this.rows = rows;
    this.reviews = reviews;
    this.calls = calls;
    this.clock = clock;
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public List<String> problems(Map<String, String> fields) {
    return List.of();
  }

  @Override
  public UUID enter(TaskEntry entry) {
    if (entry.context().rehearsed()) {
      throw ProblemException.conflict(
        "not-in-rehearsal",
        "What was drawn to be judged is not judged in a rehearsal"
      );
    }
    var named = entry.variables().get(SAMPLE).asText();
    return id(named)
      .filter(id -> rows.hand(id, entry.context().executionId()))
      .orElseThrow(() ->
        ProblemException.invalid(
          "There is no drawn call that waits to be judged",
          List.of(new FieldError("/variables/" + SAMPLE, "names none: '" + named + "'"))
        )
      );
  }

  @Override
  public void perform(UUID id) {
    var review = review(id);
    if (review.state() == ReviewState.DRAWN && review.callId() != null) {
      calls
        .getObject()
        .outcome(review.callId())
        .ifPresent(outcome -> rows.settled(id, outcome));
    }
  }

  @Override
  public Progress progress(UUID id) {
    var review = review(id);
    return switch (review.state()) {
      case DRAWN -> new Progress.Postponed(nextLook(review));
      case OPEN -> new Progress.WaitingForPeople(List.of(reviews.task(review)));
      case CANCELLED -> new Progress.Cancelled();
      default -> new Progress.Finished(judgement(review), Labels.NONE);
    };
  }

  @Override
  public void reopen(UUID id) {}

  @Override
  public void cancel(String executionId) {
    rows.cancelAudit(executionId);
  }

  /** Most calls are over at once; one that waits for days is not asked about each second. */
  private Instant nextLook(Review review) {
    var now = clock.instant();
    var age = Duration.between(review.requestedAt(), now);
    var pause = age.compareTo(FIRST_LOOK) < 0 ? FIRST_LOOK : age;
    return now.plus(pause.compareTo(LONGEST_LOOK) > 0 ? LONGEST_LOOK : pause);
  }

  private static JsonNode judgement(Review review) {
    var judgement = JsonNodeFactory.instance.objectNode();
    judgement.put("verdict", review.state().id());
    judgement.put("by", review.decidedBy());
    judgement.put("comment", review.comment());
    return judgement;
  }

  private Review review(UUID id) {
    return rows.find(id).orElseThrow(() -> new IllegalStateException("There is no sample " + id));
  }

  private static Optional<UUID> id(String text) {
    try {
      return Optional.of(UUID.fromString(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
