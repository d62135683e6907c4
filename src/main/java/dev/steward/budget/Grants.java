package dev.steward.budget;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.steward.journal.GroupCommit;
import dev.steward.journal.Step;
import dev.steward.policy.Limit;
import dev.steward.policy.Panel;
import dev.steward.process.spi.Audience;
import dev.steward.process.spi.TaskKind;
import dev.steward.review.Decision;
import dev.steward.review.ReviewRequest;
import dev.steward.review.Reviews;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/** More than the decision tables give, asked of people: once for a budget, however many runs have come to its end. */
@Component
public class Grants {

  private static final BigDecimal PROPOSED_SHARE = new BigDecimal("0.2");
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final GrantRows rows;
  private final Reviews reviews;
  private final BudgetAudit audit;
  private final GroupCommit journal;
  private final Map<String, Long> known = new ConcurrentHashMap<>();

  Grants(GrantRows rows, Reviews reviews, BudgetAudit audit, GroupCommit journal) {
    this.rows = rows;
    this.reviews = reviews;
    this.audit = audit;
    this.journal = journal;
  }

  /** What a person says to a run that has come to the end of a budget. */
  public sealed interface Answer {
    /** There is more than this node knew of: try again. */
    record Granted() implements Answer {}

    record Refused(String by) implements Answer {}

    /** @param step asks for a decision; it is not committed where another run was faster */
    record Ask(Step step) implements Answer {}

    /** @param byThisRun whether the open task is this run's own */
    record Open(boolean byThisRun) implements Answer {}
  }

  long of(String counter, Limit limit) {
    return known.computeIfAbsent(key(counter, limit), key ->
      rows.granted(counter, limit.rule().id())
    );
  }

  /** Never call it inside a transaction. */
  public Answer ask(Spender spender, Exceeded exceeded) {
    var counter = exceeded.account().counter();
    var limit = exceeded.limit();
    long before = of(counter, limit);
    var requests = rows.find(counter, limit.rule().id());
    for (var request : requests) {
      if (request.state() == GrantRows.State.ASKED) {
        settle(spender, exceeded, request);
      }
    }
    known.remove(key(counter, limit));
    if (of(counter, limit) > before) {
      return new Answer.Granted();
    }
    for (var request : rows.find(counter, limit.rule().id())) {
      switch (request.state()) {
        case REFUSED -> {
          return new Answer.Refused(String.valueOf(request.decidedBy()));
        }
        case ASKED -> {
          return new Answer.Open(request.runId().equals(spender.runId()));
        }
        case GRANTED -> {
        }
      }
    }
    return new Answer.Ask(request(spender, exceeded));
  }

  /** The run has ended: what it asked for is asked no more, and the next run may ask. */
  public void withdraw(UUID runId) {
    rows.withdraw(runId);
  }

  private void settle(Spender spender, Exceeded exceeded, GrantRows.Request request) {
    reviews.decision(request.reviewId()).ifPresent(decision -> {
      var step = new Step();
      if (decision instanceof Decision.Approved approved) {
        long more = exceeded
          .account()
          .measure()
          .counted(approved.arguments().path("more").decimalValue());
        step
          .guard(rows.granted(request.reviewId(), more, approved.by()))
          .write(audit.raised(spender, exceeded, more, approved.by()));
      } else {
        step.guard(rows.refused(request.reviewId(), decision.by()));
      }
      journal.commit(step);
    });
  }

  private Step request(Spender spender, Exceeded exceeded) {
    var limit = exceeded.limit();
    var step = new Step();
    var review = reviews.request(
      step,
      new ReviewRequest(
        TaskKind.TOOL_REVIEW,
        spender.runId(),
        spender.context(),
        "budget.raise",
        "Raise a budget",
        limit.rule().table(),
        "Lets agents spend more than their budget gives, until its period is over.",
        arguments(exceeded),
        schema(exceeded),
        List.of(),
        null,
        "%s. %s".formatted(exceeded.reason(), Objects.requireNonNull(limit.reason())),
        spender.agent(),
        List.of(limit.rule()),
        List.of(),
        false,
        Audience.INTERNAL,
        false,
        Panel.of(Objects.requireNonNull(limit.reviewers()))
      )
    );
    return step.guard(
      rows.insert(review, exceeded.account().counter(), limit.rule().id(), spender.runId())
    );
  }

  private static ObjectNode arguments(Exceeded exceeded) {
    var measure = exceeded.account().measure();
    var limit = measure.amount(exceeded.account().limit(exceeded.limit()));
    return JSON.objectNode()
      .put("budget", exceeded.account().title())
      .put("limit", limit)
      .put("more", measure.amount(measure.counted(limit.multiply(PROPOSED_SHARE))));
  }

  private static ObjectNode schema(Exceeded exceeded) {
    var arguments = arguments(exceeded);
    var unit = exceeded.account().measure() == Measure.USD ? "USD" : "tokens";
    var properties = JSON.objectNode();
    properties
      .putObject("budget")
      .put("type", "string")
      .put("title", "Budget")
      .set("const", arguments.get("budget"));
    properties
      .putObject("limit")
      .put("type", "number")
      .put("title", "Limit by the decision table, in " + unit)
      .set("const", arguments.get("limit"));
    properties
      .putObject("more")
      .put("type", "number")
      .put("title", "More, in " + unit)
      .put("exclusiveMinimum", 0)
      .put("maximum", 1_000_000_000);
    var schema = JSON.objectNode().put("type", "object").put("additionalProperties", false);
    schema.putArray("required").add("budget").add("limit").add("more");
    schema.set("properties", properties);
    return schema;
  }

  private static String key(String counter, Limit limit) {
    return counter + "#" + limit.rule().id();
  }
}
