package dev.steward.review;

import com.fasterxml.jackson.databind.JsonNode;
import dev.steward.audit.AuditEntry;
import dev.steward.audit.AuditTrail;
import dev.steward.identity.Actor;
import dev.steward.identity.People;
import dev.steward.journal.Step;
import dev.steward.journal.Write;
import dev.steward.json.JsonMask;
import dev.steward.json.JsonSchema;
import dev.steward.problem.FieldError;
import dev.steward.problem.ProblemException;
import dev.steward.process.spi.OpenTask;
import dev.steward.process.spi.OpenTasks;
import dev.steward.process.spi.PersonTask;
import dev.steward.process.spi.TaskKind;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Reviews of proposed tool calls: asked for by the gateway, decided by people, consumed once by the call that they allow. */
@Component
public class Reviews {

  private final ReviewRows rows;
  private final OpenTasks tasks;
  private final People people;
  private final AuditTrail audit;
  private final ReviewProperties properties;
  private final Clock clock;

  Reviews(
    ReviewRows rows,
    OpenTasks tasks,
    People people,
    AuditTrail audit,
    ReviewProperties properties,
    Clock clock
  ) {
    this.rows = rows;
    this.tasks = tasks;
    this.people = people;
    this.audit = audit;
    this.properties = properties;
    this.clock = clock;
  }

  /** Asks for a decision, as part of a step. The task is opened when the durable task next reports its progress. */
  public UUID request(Step step, ReviewRequest request) {
    var id = UUID.randomUUID();
    step.write(rows.insert(id, request, clock.instant().plus(properties.dueAfter())));
    return id;
  }

  /** The tasks that people still have to decide for this durable task. */
  public List<PersonTask> openTasks(UUID workId) {
    return rows
      .openOf(workId)
      .stream()
      .map(review ->
        new PersonTask(
          review.id(),
          review.kind(),
          review.kind() == TaskKind.IN_DOUBT
            ? "Settle: " + review.title()
            : "Approve: " + review.title(),
          review.kind() == TaskKind.IN_DOUBT ? review.reason() : review.toolDescription(),
          List.of(review.reviewers()),
          review.dueAt()
        )
      )
      .toList();
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
      case HAPPENED -> Optional.of(new Decision.Happened(by, review.comment()));
      case DID_NOT_HAPPEN -> Optional.of(new Decision.DidNotHappen(by, review.comment()));
      case REPEAT -> Optional.of(new Decision.Repeat(by, review.comment()));
      case APPROVED, EDITED, CONSUMED -> Optional.of(
        new Decision.Approved(
          by,
          review.effectiveArguments() == null ? review.arguments() : review.effectiveArguments(),
          review.effectiveArguments() != null &&
            !review.effectiveArguments().equals(review.arguments()),
          review.comment()
        )
      );
    };
  }

  /** Whether this group was asked, or whoever decided belongs to it. */
  public boolean wasDecidedBy(UUID id, String group) {
    return rows
      .find(id)
      .filter(
        review ->
          review.reviewers().equals(group) ||
          Optional.ofNullable(review.decidedBy())
            .flatMap(people::find)
            .filter(actor -> actor.groups().contains(group))
            .isPresent()
      )
      .isPresent();
  }

  /**
   * Uses the approval up, as a guard of the step that commits to the call: it does not hold where the approval was used before, has
   * expired, or was given for another tool, contract version or other arguments.
   */
  public Write consumed(UUID id, String tool, String toolVersion, JsonNode arguments) {
    return rows.consumed(id, ApprovalDigest.of(tool, toolVersion, arguments));
  }

  /** @throws ProblemException 403, 404, 409 or 422; nothing is changed then */
  @Transactional
  void decide(String taskId, DecisionRequest request, Actor actor) {
    var task = tasks.get(taskId, actor);
    if (task.kind() != request.kind()) {
      throw ProblemException.conflict(
        task.kind() == TaskKind.TOOL_REVIEW || task.kind() == TaskKind.IN_DOUBT
          ? "other-decision-needed"
          : "no-decision-needed",
        switch (task.kind()) {
          case TOOL_REVIEW -> "A review is decided with approve, edit or reject";
          case IN_DOUBT -> "A call in doubt is settled with done, not-done or retry";
          case USER, SAMPLE_AUDIT -> "This task is completed with its form";
        }
      );
    }
    var review = rows
      .find(UUID.fromString(taskId))
      .orElseThrow(() -> ProblemException.notFound("task-not-found", "There is no such review"));
    var decision = request.state();
    var effective = effective(review, request, actor);
    var expires = effective == null ? null : clock.instant().plus(properties.approvalValidFor());
    // Completing asks every rule about this actor; a refusal there takes the decision back with it.
    if (!rows.decide(review, decision, actor.name(), request.comment(), effective, expires)) {
      throw ProblemException.conflict("task-already-completed", "Somebody else decided already");
    }
    record(task, review, decision, request.comment(), effective, actor);
    tasks.complete(taskId, actor);
  }

  private @Nullable JsonNode effective(Review review, DecisionRequest request, Actor actor) {
    return switch (request.decision()) {
      case APPROVE -> review.arguments();
      case DONE, NOT_DONE, RETRY -> null;
      case REJECT -> {
        if (request.comment() == null || request.comment().isBlank()) {
          throw ProblemException.invalid(
            "A rejection tells the agent why",
            List.of(new FieldError("/comment", "is required for a rejection"))
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

  private void record(
    OpenTask task,
    Review review,
    ReviewState decision,
    @Nullable String comment,
    @Nullable JsonNode effective,
    Actor actor
  ) {
    var detail = new LinkedHashMap<String, Object>();
    detail.put("taskId", task.id());
    detail.put("tool", review.tool());
    detail.put("toolVersion", review.toolVersion());
    detail.put("proposed", JsonMask.mask(review.arguments(), review.sensitive()));
    if (effective != null) {
      detail.put("effective", JsonMask.mask(effective, review.sensitive()));
      detail.put("digest", ApprovalDigest.of(review.tool(), review.toolVersion(), effective));
    }
    if (comment != null) {
      detail.put("comment", comment);
    }
    audit.record(
      new AuditEntry(
        "review.decided",
        actor.name(),
        null,
        task.processKey(),
        task.instanceId(),
        task.activityId(),
        decision.id(),
        switch (decision) {
          case EDITED -> "Changed and approved ";
          case REJECTED -> "Rejected ";
          case HAPPENED -> "Found to have happened: ";
          case DID_NOT_HAPPEN -> "Found not to have happened: ";
          case REPEAT -> "To be made again: ";
          default -> "Approved ";
        } + review.tool(),
        Map.copyOf(detail)
      )
    );
  }
}
