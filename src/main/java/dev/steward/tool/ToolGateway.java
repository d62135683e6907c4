package dev.steward.tool;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.steward.problem.FieldError;
import dev.steward.process.spi.PersonTask;
import dev.steward.review.Decision;
import dev.steward.review.ReviewRequest;
import dev.steward.review.Reviews;
import dev.steward.tool.Authority.Ruling;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The one way to the outside. A call is ruled on, committed to, sent, and its result journalled; each step is a short transaction
 * with its audit entry, and nothing is held while the target works. After a crash the journal says how far a call came.
 */
@Component
public class ToolGateway {

  private final Contracts contracts;
  private final ToolCalls calls;
  private final Authority authority;
  private final Reviews reviews;
  private final Execution execution;
  private final CallAudit audit;
  private final TransactionTemplate transaction;
  private final ObjectMapper json;

  ToolGateway(
    Contracts contracts,
    ToolCalls calls,
    Authority authority,
    Reviews reviews,
    Execution execution,
    CallAudit audit,
    TransactionTemplate transaction,
    ObjectMapper json
  ) {
    this.contracts = contracts;
    this.calls = calls;
    this.authority = authority;
    this.reviews = reviews;
    this.execution = execution;
    this.audit = audit;
    this.transaction = transaction;
    this.json = json;
  }

  /** Whether a contract of this name exists, for the checks of agents and diagrams. */
  public boolean knows(String tool) {
    return contracts.find(tool).isPresent();
  }

  /** What a model may be told about, with the represented person's permissions of this moment. */
  public List<OfferedTool> offered(CallScope scope) {
    return contracts
      .all()
      .stream()
      .filter(tool -> authority.offers(scope, tool))
      .map(tool ->
        new OfferedTool(
          tool.name(),
          tool.version(),
          tool.contract().description(),
          tool.contract().arguments()
        )
      )
      .toList();
  }

  /** Journals what a model asks for, in the transaction that journals the model's answer. */
  @Transactional(propagation = Propagation.MANDATORY)
  public void propose(CallScope scope, int turn, List<ProposedCall> proposed) {
    calls.propose(scope, turn, proposed);
  }

  /**
   * Brings every call of a turn as far as it can come, side by side. Never call it inside a transaction.
   *
   * @return an outcome for each call, in the order the model asked for them
   */
  public List<CallOutcome> advance(CallScope scope, int turn) {
    var open = calls.ofTurn(scope.workId(), turn);
    if (open.size() == 1) {
      return List.of(advance(scope, open.getFirst()));
    }
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var running = open
        .stream()
        .map(call -> (Callable<CallOutcome>) () -> advance(scope, call))
        .map(threads::submit)
        .toList();
      return running.stream().map(ToolGateway::join).toList();
    }
  }

  public int callsOf(UUID workId) {
    return calls.countOf(workId);
  }

  /** The tasks in which people still have to decide. */
  public List<PersonTask> openReviews(UUID workId) {
    return reviews.openTasks(workId);
  }

  private CallOutcome advance(CallScope scope, ToolCall call) {
    return switch (call.state()) {
      case PROPOSED -> decide(scope, call, null);
      case AWAITING_REVIEW -> afterReview(scope, call);
      case EXECUTING -> execution.settleInDoubt(scope, call);
      case SUCCEEDED -> new CallOutcome.Settled(Execution.told(call), true);
      case FAILED, REFUSED -> new CallOutcome.Settled(Execution.told(call), false);
      case UNKNOWN -> new CallOutcome.Unknown("The outcome of " + call.tool() + " is not known");
    };
  }

  private CallOutcome afterReview(CallScope scope, ToolCall call) {
    Optional<Decision> decision = reviews.decision(Objects.requireNonNull(call.reviewId()));
    if (decision.isEmpty()) {
      return new CallOutcome.Waiting();
    }
    return switch (decision.get()) {
      case Decision.Approved approved -> decide(scope, call, approved);
      case Decision.Rejected rejected -> refuse(
        scope,
        call,
        new Ruling.Refused(
          "rejected",
          "%s rejected this call: %s".formatted(rejected.by(), rejected.comment()),
          List.of(),
          List.of()
        )
      );
    };
  }

  private CallOutcome decide(CallScope scope, ToolCall call, Decision.@Nullable Approved approval) {
    var arguments = approval == null ? call.arguments() : approval.arguments();
    return switch (authority.rule(scope, call.tool(), arguments)) {
      case Ruling.Refused refused -> refuse(scope, call, refused);
      case Ruling.NeedsReview review when approval == null -> ask(scope, call, review);
      case Ruling.NeedsReview review -> run(
        scope,
        call,
        review.tool(),
        review,
        arguments,
        approval
      );
      case Ruling.Cleared cleared -> run(scope, call, cleared.tool(), cleared, arguments, approval);
    };
  }

  private CallOutcome ask(CallScope scope, ToolCall call, Ruling.NeedsReview ruling) {
    transaction.executeWithoutResult(status -> {
      var contract = ruling.tool().contract();
      var review = reviews.request(
        new ReviewRequest(
          scope.workId(),
          scope.context(),
          call.tool(),
          ruling.tool().version(),
          contract.description(),
          call.arguments(),
          contract.arguments(),
          call.reason(),
          scope.agent(),
          ruling.rules(),
          List.of(),
          contract.reversible(),
          contract.audience(),
          scope.rehearsal(),
          ruling.reviewers()
        )
      );
      calls.awaitReview(call, ruling.tool(), review);
      audit.decided(scope, call, ruling, call.arguments());
    });
    return new CallOutcome.Waiting();
  }

  private CallOutcome refuse(CallScope scope, ToolCall call, Ruling.Refused ruling) {
    var error = JsonNodeFactory.instance.objectNode();
    error.set(
      "error",
      json.valueToTree(new Refusal(ruling.code(), ruling.reason(), ruling.errors()))
    );
    transaction.executeWithoutResult(status -> {
      calls.refuse(call, contracts.find(call.tool()).orElse(null), error);
      audit.decided(scope, call, ruling, call.arguments());
    });
    return new CallOutcome.Settled(error, false);
  }

  private CallOutcome run(
    CallScope scope,
    ToolCall call,
    Tool tool,
    Ruling ruling,
    JsonNode arguments,
    Decision.@Nullable Approved approval
  ) {
    var fence = UUID.randomUUID();
    boolean committed = Boolean.TRUE.equals(
      transaction.execute(status -> {
        if (approval != null && !consume(call, tool, arguments)) {
          return false;
        }
        calls.intend(call, tool, arguments, fence);
        audit.decided(scope, call, ruling, arguments);
        return true;
      })
    );
    if (!committed) {
      // The contract changed, or the approval expired or was used: what was approved is not what would run.
      return refuse(
        scope,
        call,
        new Ruling.Refused(
          "approval-void",
          "The approval is no longer valid for this call",
          List.of(),
          List.of()
        )
      );
    }
    return execution.execute(scope, call, tool, arguments, fence, approval);
  }

  private boolean consume(ToolCall call, Tool tool, JsonNode arguments) {
    return reviews.consume(
      Objects.requireNonNull(call.reviewId()),
      tool.name(),
      tool.version(),
      arguments
    );
  }

  private static CallOutcome join(Future<CallOutcome> running) {
    try {
      return running.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException cause
        ? cause
        : new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while tools were at work", e);
    }
  }

  /** What an agent is told about a call that was not made. */
  private record Refusal(String code, String message, List<FieldError> errors) {}
}
