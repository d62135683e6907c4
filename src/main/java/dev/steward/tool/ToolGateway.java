package dev.steward.tool;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.steward.control.Switches;
import dev.steward.journal.GroupCommit;
import dev.steward.journal.LostWorkException;
import dev.steward.journal.Step;
import dev.steward.journal.Steps;
import dev.steward.policy.Panel;
import dev.steward.policy.Verdict;
import dev.steward.problem.FieldError;
import dev.steward.process.spi.Labels;
import dev.steward.process.spi.PersonTask;
import dev.steward.process.spi.TaskKind;
import dev.steward.review.Decision;
import dev.steward.review.ReviewRequest;
import dev.steward.review.Reviews;
import dev.steward.review.Sample;
import dev.steward.review.Samples;
import dev.steward.tool.Authority.Ruling;
import dev.steward.tool.contract.Contracts;
import dev.steward.tool.contract.Effect;
import dev.steward.tool.contract.Tool;
import io.micrometer.context.ContextExecutorService;
import io.micrometer.context.ContextSnapshotFactory;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * The one way to the outside. A call is ruled on, committed to, sent, and its result journalled; each step is a short transaction
 * with its audit entry, and nothing is held while the target works. After a crash the journal says how far a call came.
 */
@Component
public class ToolGateway {

  /** Held work is woken when its switch is turned on; this is for a node that did not hear of it. */
  private static final Duration LONGEST_HOLD = Duration.ofMinutes(5);
  private static final ContextSnapshotFactory TRACE = ContextSnapshotFactory.builder().build();

  private final Contracts contracts;
  private final SensitiveArguments sensitive;
  private final ToolCalls calls;
  private final Authority authority;
  private final Reviews reviews;
  private final Samples samples;
  private final Execution execution;
  private final CallAudit audit;
  private final Doubts doubts;
  private final Switches switches;
  private final GroupCommit journal;
  private final ObjectMapper json;
  private final Clock clock;

  ToolGateway(
    Contracts contracts,
    SensitiveArguments sensitive,
    ToolCalls calls,
    Authority authority,
    Reviews reviews,
    Samples samples,
    Execution execution,
    CallAudit audit,
    Doubts doubts,
    Switches switches,
    GroupCommit journal,
    ObjectMapper json,
    Clock clock
  ) {
    this.contracts = contracts;
    this.sensitive = sensitive;
    this.calls = calls;
    this.authority = authority;
    this.reviews = reviews;
    this.samples = samples;
    this.execution = execution;
    this.audit = audit;
    this.doubts = doubts;
    this.switches = switches;
    this.journal = journal;
    this.json = json;
    this.clock = clock;
  }

  /** Whether a contract of this name exists, for the checks of agents and diagrams. */
  public boolean knows(String tool) {
    return contracts.find(tool).isPresent();
  }

  /** Whether what the tool gives are passages that can be cited. */
  public boolean retrieves(String tool) {
    return contracts
      .find(tool)
      .stream()
      .flatMap(found -> found.contract().environments().values().stream())
      .anyMatch(binding -> binding.knowledge() != null);
  }

  /** What the tool's contract says of its results now, as JSON Schema; empty where there is no such contract any more. */
  Optional<JsonNode> resultSchema(String tool) {
    return contracts.find(tool).map(found -> found.result().source());
  }

  /** What a model may be told about, with the represented person's permissions of this moment. */
  public List<OfferedTool> offered(CallScope scope) {
    return contracts
      .all()
      .stream()
      .filter(tool -> authority.offers(scope, tool))
      .map(ToolGateway::described)
      .toList();
  }

  /** The tools of these names as their contracts describe them, whoever may use them. */
  public List<OfferedTool> described(Set<String> tools) {
    return contracts
      .all()
      .stream()
      .filter(tool -> tools.contains(tool.name()))
      .map(ToolGateway::described)
      .toList();
  }

  private static OfferedTool described(Tool tool) {
    return new OfferedTool(
      tool.name(),
      tool.version(),
      tool.contract().description(),
      tool.contract().arguments()
    );
  }

  /**
   * Rules on what a model asks for and adds it to the step that journals the model's answer: refused, waiting for a review, or
   * committed to. A call that must not be made twice is only noted down, as nothing may be in doubt that was never sent.
   *
   * @return the calls in the order of the proposals, to be brought further once the step is committed
   */
  public List<OpenCall> propose(Step step, CallScope scope, int turn, List<ProposedCall> proposed) {
    var open = new ArrayList<OpenCall>();
    boolean held = heldUntil(scope).isPresent();
    for (int ordinal = 0; ordinal < proposed.size(); ordinal++) {
      var proposal = proposed.get(ordinal);
      var call = ToolCall.proposed(scope, turn, ordinal, proposal, clock.instant());
      long beside = open
        .stream()
        .map(OpenCall::call)
        .filter(other -> other.tool().equals(call.tool()) && other.state() != CallState.REFUSED)
        .count();
      var ruled = held ? call : ruled(step, scope, call, proposal, beside);
      step.write(calls.insert(ruled));
      open.add(new OpenCall(ruled, true));
    }
    return open;
  }

  /** @param beside how many calls of the tool the same turn has before this one, which the journal does not know yet */
  private ToolCall ruled(
    Step step,
    CallScope scope,
    ToolCall call,
    ProposedCall proposal,
    long beside
  ) {
    return switch (ruling(scope, call, proposal, beside)) {
      case Ruling.Refused refused -> refused(step, scope, call, refused);
      case Ruling.NeedsReview review -> asked(step, scope, call, review, call.arguments());
      case Ruling.Cleared cleared when cleared.tool().contract().effect().mayRepeat() -> committed(
        step,
        scope,
        call,
        cleared.tool(),
        cleared,
        call.arguments()
      );
      case Ruling.Cleared cleared -> call;
    };
  }

  /** Until when at the latest nothing must happen, where an operator has stopped the agent, the process, or everything. */
  public Optional<Instant> heldUntil(CallScope scope) {
    return switches
      .workStopped(scope.context().processKey(), scope.agent())
      .map(reason -> clock.instant().plus(LONGEST_HOLD));
  }

  private Ruling ruling(CallScope scope, ToolCall call, ProposedCall proposal, long beside) {
    return proposal.refusal() == null
      ? onTerms(scope, call, beside, authority.rule(scope, proposal.tool(), proposal.arguments()))
      : new Ruling.Refused("run-limit", proposal.refusal(), List.of(), null);
  }

  /** What the diagram sets for the agent's use of a tool is not for the agent to change. A person who edits a call may. */
  private Ruling onTerms(CallScope scope, ToolCall call, long beside, Ruling ruling) {
    var terms = scope.context().mandate().terms().get(call.tool());
    if (terms == null || ruling instanceof Ruling.Refused) {
      return ruling;
    }
    var broken = terms.broken(call.arguments());
    if (!broken.isEmpty()) {
      return refusal(
        "argument-fixed",
        "In this task it is not for you to choose: " + String.join(", ", broken)
      );
    }
    return terms.times() != null && calls.before(call) + beside >= terms.times()
      ? refusal(
          "calls-used-up",
          "In this task the tool is called %d times at most".formatted(terms.times())
        )
      : ruling;
  }

  /** The calls of a turn as an earlier execution left them. */
  public List<OpenCall> open(UUID workId, int turn) {
    return calls
      .ofTurn(workId, turn)
      .stream()
      .map(call -> new OpenCall(call, false))
      .toList();
  }

  /**
   * Brings every call of a turn as far as it can come, side by side. Never call it inside a transaction.
   *
   * @return an outcome for each call, in the order in which they were asked for
   * @throws dev.steward.journal.LostWorkException where the work was stopped or taken over
   */
  public List<CallOutcome> advance(CallScope scope, Steps steps, List<OpenCall> open) {
    if (open.size() == 1) {
      return List.of(advance(new CallTurn(scope, steps, true), open.getFirst()));
    }
    steps.flush();
    var turn = new CallTurn(scope, steps, false);
    try (
      var threads = ContextExecutorService.wrap(
        Executors.newVirtualThreadPerTaskExecutor(),
        TRACE::captureAll
      )
    ) {
      var running = open
        .stream()
        .map(call -> threads.submit(() -> advance(turn, call)))
        .toList();
      return results(running);
    }
  }

  /**
   * The work has ended while calls of it may be under way. Nobody will settle them any more, so they are listed as unknown; an
   * answer that still comes is recorded.
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public void giveUp(CallScope scope) {
    for (var call : calls.of(scope.workId())) {
      if (mayHaveHappened(call)) {
        var reason = "The work was stopped before it was known whether the call happened";
        var unknown = call.settled(
          CallState.UNKNOWN,
          Execution.error("unknown-outcome", reason),
          0,
          "nobody",
          clock.instant()
        );
        journal.join(
          new Step().write(calls.change(call, unknown)).write(audit.inDoubt(scope, unknown, reason))
        );
      }
    }
  }

  private static boolean mayHaveHappened(ToolCall call) {
    return switch (call.state()) {
      case EXECUTING, IN_DOUBT -> true;
      // What it has begun goes on at its target.
      case DEFERRED -> call.attempts() > 0;
      case PROPOSED, AWAITING_REVIEW, SUCCEEDED, FAILED, REFUSED, UNKNOWN -> false;
    };
  }

  /** All answers of settled calls, in order. */
  public List<SettledCall> settled(UUID workId) {
    return calls
      .of(workId)
      .stream()
      .filter(call -> call.state().isSettled())
      .map(call -> new SettledCall(call.turn(), call.ordinal(), call.told()))
      .toList();
  }

  /** Of all answers that the work has got so far. */
  public Labels labels(UUID workId) {
    return calls.labels(workId);
  }

  public List<JournalledCall> journal(UUID workId) {
    return calls.of(workId).stream().map(JournalledCall::of).toList();
  }

  /** The same, without what its contract calls sensitive in a call's arguments. */
  public List<JournalledCall> maskedJournal(UUID workId) {
    return calls
      .of(workId)
      .stream()
      .map(call -> JournalledCall.of(call).masked(sensitive.of(call), sensitive.values(call)))
      .toList();
  }

  public int callsOf(UUID workId) {
    return calls.of(workId).size();
  }

  /** The tasks in which people still have to decide. */
  public List<PersonTask> openReviews(UUID workId) {
    return reviews.openTasks(workId);
  }

  private CallOutcome advance(CallTurn turn, OpenCall open) {
    var call = open.call();
    boolean begun = open.fresh() && call.state() != CallState.PROPOSED;
    if (!begun && !call.state().isSettled() && heldUntil(turn.scope()).isPresent()) {
      return new CallOutcome.Held();
    }
    return switch (call.state()) {
      case PROPOSED -> decide(turn, call, null);
      case AWAITING_REVIEW -> open.fresh() ? new CallOutcome.Waiting() : afterReview(turn, call);
      case EXECUTING -> open.fresh()
        ? send(turn, call, tool(call).orElseThrow(), null)
        : resume(turn, call, "This node, or another, stopped while the call was at the target");
      case DEFERRED -> afterDeferral(turn, call);
      case IN_DOUBT -> open.fresh() ? new CallOutcome.Waiting() : afterDoubt(turn, call);
      case UNKNOWN -> resume(turn, call, "An operator tries again");
      case SUCCEEDED, FAILED, REFUSED -> Execution.outcome(call);
    };
  }

  private CallOutcome afterReview(CallTurn turn, ToolCall call) {
    return reviews
      .decision(Objects.requireNonNull(call.reviewId()))
      .map(
        decision ->
          switch (decision) {
            case Decision.Approved approved -> {
              // This node may not have heard of the contract under which the person was asked on another.
              contracts.refresh();
              yield decide(turn, call, approved);
            }
            case Decision.Rejected rejected -> refuse(
              turn,
              call,
              refusal(
                "rejected",
                "%s rejected this call: %s".formatted(rejected.by(), rejected.comment())
              )
            );
            case Decision.TakenOver taken -> refuse(
              turn,
              call,
              refusal(
                "taken-over",
                "%s does this by hand, so do not ask for it again%s".formatted(
                  taken.by(),
                  taken.comment() == null ? "" : ": " + taken.comment()
                )
              )
            );
            case Decision.Happened happened -> throw notInDoubt(call);
            case Decision.DidNotHappen not -> throw notInDoubt(call);
            case Decision.Repeat repeat -> throw notInDoubt(call);
          }
      )
      .orElseGet(CallOutcome.Waiting::new);
  }

  private CallOutcome decide(CallTurn turn, ToolCall call, Decision.@Nullable Approved approval) {
    var arguments = approval == null ? call.arguments() : approval.arguments();
    var ruling = rule(turn.scope(), call, arguments);
    return switch (approval == null ? onTerms(turn.scope(), call, 0, ruling) : ruling) {
      case Ruling.Refused refused -> refuse(turn, call, refused);
      case Ruling.NeedsReview review when approval == null -> ask(turn, call, review, arguments);
      // An edit can make it a call that somebody else has to look at.
      case Ruling.NeedsReview review when (
        !reviews.wasDecidedBy(
          Objects.requireNonNull(call.reviewId()),
          review.panel().group(),
          review.panel().quorum()
        )
      ) -> ask(turn, call, review, arguments);
      case Ruling.NeedsReview review -> commitAndSend(
        turn,
        call,
        review.tool(),
        review,
        arguments,
        approval
      );
      case Ruling.Cleared cleared -> commitAndSend(
        turn,
        call,
        cleared.tool(),
        cleared,
        arguments,
        approval
      );
    };
  }

  private CallOutcome commitAndSend(
    CallTurn turn,
    ToolCall call,
    Tool tool,
    Ruling ruling,
    JsonNode arguments,
    Decision.@Nullable Approved approval
  ) {
    var step = new Step();
    var committed = committed(step, turn.scope(), call, tool, ruling, arguments);
    step.guard(calls.change(call, committed));
    if (approval == null) {
      turn.commit(step);
      return send(turn, committed, tool, null);
    }
    step.guard(
      reviews.consumed(
        Objects.requireNonNull(call.reviewId()),
        tool.name(),
        tool.version(),
        arguments
      )
    );
    if (!turn.steps().attempt(step)) {
      // The contract changed, or the approval expired or was used: what was approved is not what would run.
      return refuse(
        turn,
        call,
        refusal("approval-void", "The approval is no longer valid for this call")
      );
    }
    return send(turn, committed, tool, approval);
  }

  private CallOutcome ask(
    CallTurn turn,
    ToolCall call,
    Ruling.NeedsReview review,
    JsonNode arguments
  ) {
    var step = new Step();
    var asked = asked(step, turn.scope(), call, review, arguments);
    turn.commit(step.guard(calls.change(call, asked)));
    return new CallOutcome.Waiting();
  }

  private Ruling rule(CallScope scope, ToolCall call, JsonNode arguments) {
    return authority.rule(
      call.substitute() == null ? scope : scope.with(call.substitute()),
      call.target(),
      arguments
    );
  }

  private CallOutcome refuse(CallTurn turn, ToolCall call, Ruling.Refused ruling) {
    var step = new Step();
    var refused = refused(step, turn.scope(), call, ruling);
    turn.settle(step.guard(calls.change(call, refused)));
    return Execution.outcome(refused);
  }

  /** Goes on with a call that was committed to by an execution which did not live to see its answer. */
  private CallOutcome resume(CallTurn turn, ToolCall call, String reason) {
    var tool = tool(call).orElse(null);
    // Neither what the contract said then nor what it says now must forbid a second attempt.
    boolean mayRepeat =
      tool != null &&
      tool.contract().effect().mayRepeat() &&
      call.effect() != null &&
      call.effect().mayRepeat();
    if (tool == null || !mayRepeat) {
      return settleDoubt(turn, call, tool, reason);
    }
    if (execution.isUnderWay(turn.scope(), call, tool)) {
      return sendAgain(turn, call.repeated(tool, clock.instant()), call, tool, reason);
    }
    return switch (allowed(turn, call)) {
      case Ruling.Refused refused when tool.contract().effect() == Effect.READ -> revoked(
        turn,
        call,
        refused
      );
      case Ruling.Refused refused -> settleDoubt(
        turn,
        call,
        tool,
        "%s, and it may not be made again: %s".formatted(reason, refused.reason())
      );
      default -> sendAgain(turn, call.repeated(tool, clock.instant()), call, tool, reason);
    };
  }

  /** Whether a call that was allowed once may still be made. What a person has to look at only now is none that may. */
  private Ruling allowed(CallTurn turn, ToolCall call) {
    var ruling = rule(turn.scope(), call, call.inForce());
    return ruling instanceof Ruling.NeedsReview review && approval(call) == null
      ? new Ruling.Refused("needs-review", review.reason(), List.of(), review.decision())
      : ruling;
  }

  private CallOutcome revoked(CallTurn turn, ToolCall call, Ruling.Refused refused) {
    return execution.settle(
      turn,
      call,
      CallState.FAILED,
      error(refused),
      0,
      "policy",
      clock.instant()
    );
  }

  /** Its turn has come. What has been revoked since is not done all the same. */
  private CallOutcome afterDeferral(CallTurn turn, ToolCall call) {
    var until = call.notBefore();
    if (until != null && until.isAfter(clock.instant())) {
      return new CallOutcome.Later(until);
    }
    var tool = tool(call).orElse(null);
    if (tool != null && execution.isUnderWay(turn.scope(), call, tool)) {
      return sendOn(turn, call, tool);
    }
    boolean approved = approval(call) != null;
    if (approved) {
      contracts.refresh();
    }
    var ruling = rule(turn.scope(), call, call.inForce());
    if (approved && tool != null && !tool.version().equals(call.toolVersion())) {
      ruling = refusal("approval-void", "The contract has changed since the call was approved");
    }
    return switch (ruling) {
      case Ruling.Refused refused when call.doubtful() -> settleDoubt(
        turn,
        call,
        tool,
        "It may have happened, and may not be made again: " + refused.reason()
      );
      case Ruling.Refused refused -> revoked(turn, call, refused);
      case Ruling.NeedsReview review when !approved && call.doubtful() -> settleDoubt(
        turn,
        call,
        tool,
        "It may have happened, and needs a person's decision now: " + review.reason()
      );
      case Ruling.NeedsReview review when !approved -> ask(turn, call, review, call.inForce());
      case Ruling.NeedsReview review -> sendOn(turn, call, review.tool());
      case Ruling.Cleared cleared -> sendOn(turn, call, cleared.tool());
    };
  }

  private CallOutcome sendOn(CallTurn turn, ToolCall call, Tool tool) {
    var again = call.committed(tool, call.inForce(), clock.instant());
    turn.commit(new Step().guard(calls.change(call, again)));
    return send(turn, again, tool, approval(call));
  }

  private CallOutcome afterDoubt(CallTurn turn, ToolCall call) {
    var decision = reviews.decision(Objects.requireNonNull(call.reviewId()));
    if (decision.isEmpty()) {
      return new CallOutcome.Waiting();
    }
    return doubts
      .apply(turn, call, decision.get())
      .orElseGet(() -> repeat(turn, call, decision.get().by() + " decided to make the call again"));
  }

  /** Nothing has happened, or a person takes that upon themselves. What has been revoked since is not done all the same. */
  private CallOutcome repeat(CallTurn turn, ToolCall call, String reason) {
    return switch (rule(turn.scope(), call, call.inForce())) {
      case Ruling.Refused refused -> revoked(turn, call, refused);
      case Ruling.NeedsReview review -> repeat(turn, call, review.tool(), reason);
      case Ruling.Cleared cleared -> repeat(turn, call, cleared.tool(), reason);
    };
  }

  private CallOutcome repeat(CallTurn turn, ToolCall call, Tool tool, String reason) {
    var again = call.certain().committed(tool, call.inForce(), clock.instant());
    return sendAgain(turn, again, call, tool, reason);
  }

  private CallOutcome sendAgain(
    CallTurn turn,
    ToolCall again,
    ToolCall before,
    Tool tool,
    String reason
  ) {
    turn.commit(
      new Step()
        .guard(calls.change(before, again))
        .write(audit.resumed(turn.scope(), again, reason))
    );
    return send(turn, again, tool, approval(before));
  }

  private CallOutcome send(
    CallTurn turn,
    ToolCall call,
    Tool tool,
    Decision.@Nullable Approved approval
  ) {
    return switch (execution.execute(turn, call, tool, approval)) {
      case Execution.Settled settled -> settled.outcome();
      case Execution.ForPerson person -> doubts.hand(
        turn,
        person.call().tried(person.attempts()),
        person.tool(),
        person.group(),
        person.reason()
      );
      case Execution.Unsure unsure when (
        unsure.tool().contract().effect().mayRepeat()
      ) -> execution.settle(
        turn,
        unsure.call(),
        CallState.UNKNOWN,
        Execution.error("unknown-outcome", unsure.reason()),
        unsure.attempts(),
        "nobody",
        clock.instant()
      );
      case Execution.Unsure unsure -> settleDoubt(
        turn,
        unsure.call().tried(unsure.attempts()),
        unsure.tool(),
        unsure.reason()
      );
    };
  }

  private CallOutcome settleDoubt(
    CallTurn turn,
    ToolCall call,
    @Nullable Tool tool,
    String reason
  ) {
    return doubts
      .settle(turn, call, tool, reason)
      .orElseGet(() ->
        tool != null && call.attempts() < tool.contract().retry().attempts()
          ? unhappened(turn, call)
          : execution.settle(
              turn,
              call,
              CallState.FAILED,
              Execution.error("did-not-happen", "The call did not reach its target: " + reason),
              0,
              "lookup",
              clock.instant()
            )
      );
  }

  private CallOutcome unhappened(CallTurn turn, ToolCall call) {
    return allowed(turn, call) instanceof Ruling.Refused refused
      ? revoked(turn, call, refused)
      : repeat(turn, call, "The lookup found that nothing had happened");
  }

  private ToolCall committed(
    Step step,
    CallScope scope,
    ToolCall call,
    Tool tool,
    Ruling ruling,
    JsonNode arguments
  ) {
    step.write(audit.decided(scope, call, ruling, arguments));
    if (
      ruling instanceof Ruling.Cleared cleared &&
      cleared.sample() instanceof Sample sample &&
      // Nobody has looked at it yet.
      call.reviewId() == null &&
      !scope.context().rehearsed()
    ) {
      samples.draw(step, call.id(), sample, panel ->
        request(TaskKind.SAMPLE_AUDIT, scope, call, tool, ruling.rules(), arguments, panel)
      );
    }
    return call.committed(tool, arguments, clock.instant());
  }

  private ToolCall refused(Step step, CallScope scope, ToolCall call, Ruling.Refused ruling) {
    var tool = tool(call).orElse(null);
    step.write(audit.decided(scope, call, ruling, call.arguments()));
    return call.refused(tool, error(ruling), clock.instant());
  }

  private ToolCall asked(
    Step step,
    CallScope scope,
    ToolCall call,
    Ruling.NeedsReview ruling,
    JsonNode arguments
  ) {
    var review = reviews.request(
      step,
      request(
        TaskKind.TOOL_REVIEW,
        scope,
        call,
        ruling.tool(),
        ruling.rules(),
        arguments,
        ruling.panel()
      )
    );
    step.write(audit.decided(scope, call, ruling, arguments));
    return call.awaiting(ruling.tool(), review);
  }

  private static ReviewRequest request(
    TaskKind kind,
    CallScope scope,
    ToolCall call,
    Tool tool,
    List<Verdict.Rule> rules,
    JsonNode arguments,
    Panel panel
  ) {
    var contract = tool.contract();
    return new ReviewRequest(
      kind,
      scope.workId(),
      scope.context(),
      call.target(),
      contract.title(),
      tool.version(),
      contract.description(),
      arguments,
      contract.arguments(),
      contract.sensitive().arguments(),
      contract.requires(),
      call.reason(),
      scope.agent(),
      rules,
      scope.labels().names(),
      contract.reversible(),
      contract.audience(),
      scope.rehearsal(),
      panel
    );
  }

  private Optional<Tool> tool(ToolCall call) {
    return contracts.find(call.target());
  }

  private Decision.@Nullable Approved approval(ToolCall call) {
    return call.reviewId() != null &&
      reviews.decision(call.reviewId()).orElse(null) instanceof Decision.Approved approved
      ? approved
      : null;
  }

  private JsonNode error(Ruling.Refused ruling) {
    var error = JsonNodeFactory.instance.objectNode();
    error.set(
      "error",
      json.valueToTree(new Refusal(ruling.code(), ruling.reason(), ruling.errors()))
    );
    return error;
  }

  private static Ruling.Refused refusal(String code, String reason) {
    return new Ruling.Refused(code, reason, List.of(), null);
  }

  private static IllegalStateException notInDoubt(ToolCall call) {
    return new IllegalStateException("Tool call " + call.id() + " is under review, not in doubt");
  }

  /** Waits for all of them, so that what one throws does not lose what others did. */
  private static List<CallOutcome> results(List<Future<CallOutcome>> running) {
    RuntimeException thrown = null;
    var outcomes = new ArrayList<CallOutcome>();
    for (var call : running) {
      try {
        outcomes.add(call.get());
      } catch (ExecutionException e) {
        thrown =
          e.getCause() instanceof RuntimeException cause
            ? cause
            : new IllegalStateException(e.getCause());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        running.forEach(other -> other.cancel(true));
        throw new LostWorkException("This node stops");
      }
    }
    if (thrown != null) {
      throw thrown;
    }
    return outcomes;
  }

  /** What an agent is told about a call that was not made. */
  private record Refusal(String code, String message, List<FieldError> errors) {}
}
