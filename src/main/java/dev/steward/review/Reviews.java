package dev.steward.review;

import com.fasterxml.jackson.databind.JsonNode;
import dev.steward.identity.Actor;
import dev.steward.identity.People;
import dev.steward.journal.Step;
import dev.steward.journal.Write;
import dev.steward.json.JsonSchema;
import dev.steward.policy.Panel;
import dev.steward.problem.FieldError;
import dev.steward.problem.ProblemException;
import dev.steward.process.spi.ItemResult;
import dev.steward.process.spi.OpenTask;
import dev.steward.process.spi.OpenTasks;
import dev.steward.process.spi.PersonTask;
import dev.steward.process.spi.ReviewView;
import dev.steward.process.spi.TaskKind;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reviews of proposed tool calls: asked for by the gateway, decided by people, consumed once by the call that they allow. */
@Component
public class Reviews {

  private final ReviewRows rows;
  private final Votes votes;
  private final OpenTasks tasks;
  private final People people;
  private final ReviewAudit audit;
  private final ReviewProperties properties;
  private final Clock clock;

  Reviews(
    ReviewRows rows,
    Votes votes,
    OpenTasks tasks,
    People people,
    ReviewAudit audit,
    ReviewProperties properties,
    Clock clock
  ) {
    this.rows = rows;
    this.votes = votes;
    this.tasks = tasks;
    this.people = people;
    this.audit = audit;
    this.properties = properties;
    this.clock = clock;
  }

  /** Asks for a decision, as part of a step. The task is opened when the durable task next reports its progress. */
  public UUID request(Step step, ReviewRequest request) {
    var id = UUID.randomUUID();
    step.write(rows.insert(id, request, clock.instant().plus(dueAfter(request.panel()))));
    return id;
  }

  public Duration dueAfter(Panel panel) {
    return panel.due() == null ? properties.dueAfter() : panel.due();
  }

  /** The tasks that people still have to decide for this durable task. */
  public List<PersonTask> openTasks(UUID workId) {
    return rows.openOf(workId).stream().map(this::task).toList();
  }

  PersonTask task(Review review) {
    return new PersonTask(
      review.id(),
      review.kind(),
      switch (review.kind()) {
        case IN_DOUBT -> "Settle: ";
        case SAMPLE_AUDIT -> "Judge: ";
        case TOOL_REVIEW, USER -> "Approve: ";
      } + review.title(),
      review.kind() == TaskKind.IN_DOUBT ? review.reason() : review.toolDescription(),
      List.of(review.reviewers()),
      review.dueAt()
    );
  }

  /** Empty while nobody has decided. */
  public Optional<Decision> decision(UUID id) {
    var review = rows
      .find(id)
      .orElseThrow(() -> new IllegalStateException("There is no review " + id));
    var by = String.valueOf(review.decidedBy());
    return switch (review.state()) {
      case OPEN -> Optional.empty();
      case REJECTED -> Optional.of(new Decision.Rejected(by, String.valueOf(review.comment())));
      case TAKEN_OVER -> Optional.of(new Decision.TakenOver(by, review.comment()));
      case HAPPENED -> Optional.of(new Decision.Happened(by, review.comment()));
      case DID_NOT_HAPPEN -> Optional.of(new Decision.DidNotHappen(by, review.comment()));
      case REPEAT -> Optional.of(new Decision.Repeat(by, review.comment()));
      case DRAWN, CORRECT, FLAWED, WRONG, CANCELLED -> throw new IllegalStateException(
        "No call waits for sample " + id
      );
      case APPROVED, EDITED, CONSUMED -> Optional.of(
        new Decision.Approved(by, review.current(), review.wasChanged(), review.comment())
      );
    };
  }

  /** Whether so many were asked of this group, or so many of those who approved belong to it. */
  public boolean wasDecidedBy(UUID id, String group, int quorum) {
    return rows
      .find(id)
      .filter(
        review ->
          (review.reviewers().equals(group) && review.quorum() >= quorum) ||
          members(review, group) >= quorum
      )
      .isPresent();
  }

  private long members(Review review, String group) {
    return Stream.concat(
      Stream.ofNullable(review.decidedBy()),
      votes.of(review.id()).stream().map(ReviewView.Approval::by)
    )
      .distinct()
      .flatMap(person -> people.find(person).stream())
      .filter(actor -> actor.groups().contains(group))
      .count();
  }

  /**
   * Uses the approval up, as a guard of the step that commits to the call: it does not hold where the approval was used before, has
   * expired, or was given for another tool, contract version or other arguments.
   */
  public Write consumed(UUID id, String tool, String toolVersion, JsonNode arguments) {
    return rows.consumed(id, ApprovalDigest.of(tool, toolVersion, arguments));
  }

  /** @throws ProblemException 403, 404, 409 or 422; nothing is changed then */
  void decide(String taskId, DecisionRequest request, Actor actor) {
    tasks.inTurn(taskId, () -> decideInTurn(taskId, request, actor));
  }

  /** @return one result for each task, in their order */
  List<ItemResult> decide(DecisionsRequest request, Actor actor) {
    if (request.decision() == DecisionRequest.Choice.EDIT) {
      throw ProblemException.invalid(
        "Several tasks are not edited at once",
        List.of(new FieldError("/decision", "must be another one than edit"))
      );
    }
    return request
      .tasks()
      .stream()
      .map(item ->
        tasks.attempt(item.id(), () -> {
          refuseWhatNobodyLookedAt(request, item);
          decideInTurn(item.id(), request.of(item), actor);
        })
      )
      .toList();
  }

  /** With one click on many, only the digest tells that each was shown. */
  private static void refuseWhatNobodyLookedAt(
    DecisionsRequest request,
    DecisionsRequest.Item item
  ) {
    if (request.decision() == DecisionRequest.Choice.APPROVE && item.digest() == null) {
      throw ProblemException.invalid(
        "What is approved has to be looked at",
        List.of(new FieldError("/digest", "is required for an approval among several"))
      );
    }
  }

  private void decideInTurn(String taskId, DecisionRequest request, Actor actor) {
    decide(tasks.get(taskId, actor), request, actor);
  }

  /** In the caller's transaction. */
  void decide(OpenTask task, DecisionRequest request, Actor actor) {
    if (task.kind() != request.kind()) {
      throw ProblemException.conflict(
        task.kind() == TaskKind.USER ? "no-decision-needed" : "other-decision-needed",
        switch (task.kind()) {
          case TOOL_REVIEW -> "A review is decided with approve, edit, reject or take-over";
          case IN_DOUBT -> "A call in doubt is settled with done, not-done or retry";
          case SAMPLE_AUDIT -> "A call that ran by itself is judged with correct, flawed or wrong";
          case USER -> "This task is completed with its form";
        }
      );
    }
    var review = rows
      .lock(UUID.fromString(task.id()))
      .orElseThrow(() -> ProblemException.notFound("task-not-found", "There is no such review"));
    refuseWhatNobodyLookedAt(review, request);
    var effective = effective(review, request, actor);
    if (effective != null && !isEnough(task, review, effective, request, actor)) {
      return;
    }
    var decision =
      effective == null
        ? request.state()
        : effective.equals(review.arguments())
          ? ReviewState.APPROVED
          : ReviewState.EDITED;
    var expires = effective == null ? null : clock.instant().plus(properties.approvalValidFor());
    // Completing asks every rule about this actor; a refusal there takes the decision back with it.
    if (!rows.decide(review, decision, actor.name(), request.comment(), effective, expires)) {
      throw ProblemException.conflict("task-already-completed", "Somebody else decided already");
    }
    audit.decided(task, review, decision, request.comment(), effective, actor);
    tasks.complete(task, actor);
  }

  /** Whoever approves must have seen what another reviewer has made of the arguments. */
  private static void refuseWhatNobodyLookedAt(Review review, DecisionRequest request) {
    boolean changedUnseen =
      request.digest() == null
        ? review.wasChanged() && request.decision() == DecisionRequest.Choice.APPROVE
        : !request.digest().equals(review.digest());
    if (changedUnseen && review.state() == ReviewState.OPEN) {
      throw ProblemException.conflict(
        "arguments-changed",
        "Another reviewer has changed the arguments: look at them, and send their digest with your decision"
      );
    }
  }

  /** Counts an approval. @return whether it was the last one that was needed; the others leave the task open */
  private boolean isEnough(
    OpenTask task,
    Review review,
    JsonNode effective,
    DecisionRequest request,
    Actor actor
  ) {
    // Whoever rehearses answers for all of them.
    if (review.quorum() == 1 || review.state() != ReviewState.OPEN || task.rehearsedBy() != null) {
      return true;
    }
    ReviewRule.refuseOwnName(review, actor);
    if (!effective.equals(review.current())) {
      rows.change(review, effective);
      votes.clear(review.id());
    }
    if (!votes.add(review.id(), actor.name(), request.comment())) {
      throw ProblemException.conflict(
        "already-approved",
        "You have approved this already; %d people must".formatted(review.quorum())
      );
    }
    int approvals = votes.of(review.id()).size();
    if (approvals >= review.quorum()) {
      return true;
    }
    tasks.handBack(task.id(), actor);
    audit.approvedByOne(task, review, request.comment(), effective, actor);
    return false;
  }

  private @Nullable JsonNode effective(Review review, DecisionRequest request, Actor actor) {
    return switch (request.decision()) {
      case APPROVE -> review.current();
      case TAKE_OVER, DONE, NOT_DONE, RETRY, CORRECT -> null;
      case REJECT, FLAWED, WRONG -> {
        if (request.comment() == null || request.comment().isBlank()) {
          throw ProblemException.invalid(
            "Whoever did it learns only from what is said about it",
            List.of(new FieldError("/comment", "is required for this decision"))
          );
        }
        yield null;
      }
      case EDIT -> {
        var arguments = request.arguments();
        if (review.hidesFrom(actor)) {
          throw ProblemException.forbidden(
            "Some of the arguments are hidden from you, so you cannot change them"
          );
        }
        if (arguments == null) {
          throw ProblemException.invalid(
            "An edit needs the changed arguments",
            List.of(new FieldError("/arguments", "is required"))
          );
        }
        // The database stores no NUL in a text.
        if (arguments.toString().contains("\\u0000")) {
          throw ProblemException.invalid(
            "The arguments hold a character that cannot be stored",
            List.of(new FieldError("/arguments", "holds the character NUL"))
          );
        }
        var errors = JsonSchema.compile(review.argumentsSchema()).validate(arguments);
        if (!errors.isEmpty()) {
          throw ProblemException.invalid(
            "The arguments do not fit the tool's contract",
            errors
              .stream()
              .map(error -> new FieldError("/arguments" + error.path(), error.message()))
              .toList()
          );
        }
        yield arguments;
      }
    };
  }
}
