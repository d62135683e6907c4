package dev.steward.agent;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.steward.journal.GroupCommit;
import dev.steward.journal.LostWorkException;
import dev.steward.journal.Step;
import dev.steward.journal.Steps;
import dev.steward.journal.Write;
import dev.steward.model.Message;
import dev.steward.model.ModelRequest;
import dev.steward.model.Models;
import dev.steward.model.Rehearsal;
import dev.steward.telemetry.GenAi;
import dev.steward.tool.CallOutcome;
import dev.steward.tool.ProposedCall;
import dev.steward.tool.SettledCall;
import dev.steward.tool.ToolGateway;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Asks the model and calls its tools in turns, until there is an answer, a person is needed, or a limit is met. Every step is
 * committed before the next begins; run again, the loop goes on from the journal.
 */
@Component
class AgentLoop {

  private final AgentRuns runs;
  private final AgentRoles roles;
  private final Prompts prompts;
  private final Turns turns;
  private final ModelCalls modelCalls;
  private final Reservations reservations;
  private final Models models;
  private final ToolGateway gateway;
  private final RunAudit audit;
  private final GenAi genAi;
  private final GroupCommit journal;
  private final ObjectMapper json;
  private final Clock clock;
  private final LiveSurroundings live;

  AgentLoop(
    AgentRuns runs,
    AgentRoles roles,
    Prompts prompts,
    Turns turns,
    ModelCalls modelCalls,
    Reservations reservations,
    Models models,
    ToolGateway gateway,
    RunAudit audit,
    GenAi genAi,
    GroupCommit journal,
    ObjectMapper json,
    Clock clock,
    LiveSurroundings live
  ) {
    this.runs = runs;
    this.roles = roles;
    this.prompts = prompts;
    this.turns = turns;
    this.modelCalls = modelCalls;
    this.reservations = reservations;
    this.models = models;
    this.gateway = gateway;
    this.audit = audit;
    this.genAi = genAi;
    this.journal = journal;
    this.json = json;
    this.clock = clock;
    this.live = live;
  }

  /** @throws LostWorkException where another execution has taken the run over */
  void run(UUID id) {
    var stored = runs.get(id);
    if (stored.state().hasEnded()) {
      return;
    }
    try {
      var run = take(stored);
      var agent = new GenAi.Agent(run.role().name(), id.toString(), stored.context().processKey());
      genAi.agent(agent, () -> goOn(run));
    } catch (LostWorkException e) {
      if (!runs.get(id).state().hasEnded()) {
        throw e;
      }
    }
  }

  /** @param run to its end, or to where it would wait */
  void goOn(RunInHand run) {
    boolean goesOn = true;
    while (goesOn) {
      goesOn =
        run.last() instanceof Message.Assistant asked && !asked.calls().isEmpty()
          ? callTools(run, asked, run.surroundings().open(run))
          : askModel(run);
    }
  }

  private RunInHand take(AgentRun stored) {
    var steps = new Steps(journal, runs.taken(stored), runs.held(stored.id(), stored.epoch() + 1));
    var run = stored;
    if (stored.state() == RunState.RUNNING) {
      // Whoever had it may be alive, and must commit nothing more while the journal is read.
      steps.flush();
      run = runs.get(stored.id());
    }
    var role = roles.pinned(run.agentVersion());
    boolean fresh = stored.epoch() == 0;
    var scope = run.scope(run.context().rehearsed() || models.rehearses(role.model()));
    return new RunInHand(
      run,
      role,
      fresh ? scope : scope.reading(gateway.labels(run.id())),
      steps,
      List.of(new Message.System(prompts.text(run.prompt())), new Message.User(run.task())),
      fresh ? List.of() : turns.conversation(run.id()),
      fresh ? 0 : gateway.callsOf(run.id()),
      clock.instant(),
      live
    );
  }

  private boolean askModel(RunInHand run) {
    if (run.surroundings().isHeld(run.scope())) {
      return hold(run);
    }
    if (run.last() instanceof Message.Assistant answer) {
      askForRepair(run, answer);
    }
    var budget = Budget.of(run, run.surroundings().now(run));
    if (budget instanceof Budget.Exceeded exceeded) {
      return fail(run, "BUDGET_EXCEEDED", exceeded.reason());
    }
    if (budget instanceof Budget.Scarce scarce && !run.wasTold(Message.Purpose.CONCLUDE)) {
      run.steps().defer(new Step().write(said(run, Prompt.conclude(scarce.reason()))));
    }
    return switch (run.surroundings().ask(run, request(run))) {
      case ModelCalls.Answered answered -> takeUp(run, answered);
      case ModelCalls.Failed failed -> fail(run, failed.errorCode(), failed.reason());
      case ModelCalls.Postponed postponed -> postpone(run, postponed);
      case ModelCalls.AsksForMore asks -> run
        .steps()
        .attempt(asks.step().write(runs.awaitsReview(run.id())))
        ? false
        : postpone(run, modelCalls.waitsForGrant());
    };
  }

  private boolean postpone(RunInHand run, ModelCalls.Postponed postponed) {
    run.steps().commit(new Step().write(runs.postponed(run.id(), postponed.until())));
    return false;
  }

  /** Its answer was refused to the end, and an operator lets the run try once more. */
  private void askForRepair(RunInHand run, Message.Assistant answer) {
    if (answer(run, answer) instanceof StructuredAnswer.Invalid invalid) {
      run.steps().defer(new Step().write(said(run, Prompt.repair(invalid.errors()))));
    }
  }

  private ModelRequest request(RunInHand run) {
    var tools = run
      .surroundings()
      .offered(run.scope())
      .stream()
      .map(tool -> new ModelRequest.ToolSpec(tool.name(), tool.description(), tool.arguments()))
      .toList();
    return new ModelRequest(
      ContextWindow.fit(run.conversation(), run.limits().contextTokens()),
      tools,
      run.wasTold(Message.Purpose.CONCLUDE),
      new Rehearsal(
        run.role().rehearsal(),
        run.run().inputs(),
        run.run().goal(),
        run.role().output()
      )
    );
  }

  /** Commits the answer together with everything that follows from it. */
  private boolean takeUp(RunInHand run, ModelCalls.Answered answered) {
    var answer = answered.answer();
    var message = answer.message();
    int turn = run.turns() + 1;
    var step = new Step()
      .write(turns.answered(run.id(), turn, answered.attempt(), answer))
      .write(runs.charged(run.id(), turn, answer))
      .write(audit.answered(run.run(), turn, answered, true))
      .count(answered.reservation().settled(ModelCalls.spending(answer)))
      .write(said(run, turn, message));
    Surroundings.@Nullable Calls calls = null;
    boolean goesOn = true;
    if (message.calls().isEmpty()) {
      goesOn = conclude(run, turn, message, step);
    } else {
      calls = run.surroundings().propose(step, run, turn, proposals(run, message));
    }
    try {
      run.steps().commit(step);
    } catch (LostWorkException e) {
      reservations.giveBack(run.id());
      journal.commit(
        turns
          .late(run.id(), turn, answered.attempt(), answer)
          .write(runs.charged(run.id(), run.turns(), answer))
          .write(audit.answered(run.run(), turn, answered, false))
          .count(answered.reservation().charged(ModelCalls.spending(answer)))
      );
      throw e;
    }
    run.charge(answer);
    run.answered(turn);
    if (calls == null) {
      return goesOn;
    }
    run.called(calls.count());
    return callTools(run, message, calls);
  }

  private boolean conclude(RunInHand run, int turn, Message.Assistant message, Step step) {
    switch (answer(run, message)) {
      case StructuredAnswer.Valid valid -> {
        run.end(new RunInHand.End(valid.value(), null, null));
        step.write(runs.completed(run.id())).write(audit.completed(run.run()));
        return false;
      }
      case StructuredAnswer.Invalid invalid -> {
        if (run.wasTold(Message.Purpose.REPAIR)) {
          failed(
            run,
            step,
            "AGENT_FAILED",
            "the answer does not fit the output schema, also after one request to repair it"
          );
          return false;
        }
        step.write(said(run, turn, Prompt.repair(invalid.errors())));
        return true;
      }
    }
  }

  private StructuredAnswer answer(RunInHand run, Message.Assistant message) {
    var schema = run.role().output();
    var answer = StructuredAnswer.read(message.text(), schema, json);
    if (!(answer instanceof StructuredAnswer.Valid valid)) {
      return answer;
    }
    var unfounded = Citations.unfounded(
      schema,
      valid.value(),
      run.conversation(),
      gateway::retrieves
    );
    return unfounded.isEmpty() ? valid : new StructuredAnswer.Invalid(unfounded);
  }

  private boolean callTools(RunInHand run, Message.Assistant asked, Surroundings.Calls calls) {
    var outcomes = calls.advance();
    for (var outcome : outcomes) {
      if (outcome instanceof CallOutcome.Unknown unknown) {
        return fail(run, "TOOL_FAILED", unknown.message());
      }
    }
    if (outcomes.stream().anyMatch(CallOutcome.Held.class::isInstance)) {
      return hold(run);
    }
    // A person is asked at once, whatever else has to wait.
    if (outcomes.stream().anyMatch(CallOutcome.Waiting.class::isInstance)) {
      run.steps().commit(new Step().write(runs.awaitsReview(run.id())));
      return false;
    }
    var later = outcomes
      .stream()
      .filter(CallOutcome.Later.class::isInstance)
      .map(outcome -> ((CallOutcome.Later) outcome).until())
      .min(Comparator.naturalOrder());
    if (later.isPresent()) {
      run.steps().commit(new Step().write(runs.postponed(run.id(), later.get())));
      return false;
    }
    for (int i = 0; i < outcomes.size(); i++) {
      if (outcomes.get(i) instanceof CallOutcome.Settled settled) {
        run.read(settled.labels());
        run.add(Turns.result(asked, i, new SettledCall(run.turns(), i, settled.result())));
      }
    }
    return true;
  }

  /** What the run's own limits refuse is refused call by call; the others are made. */
  private static List<ProposedCall> proposals(RunInHand run, Message.Assistant message) {
    var limits = run.limits();
    var proposals = new ArrayList<ProposedCall>();
    for (var call : message.calls()) {
      String refusal = null;
      if (run.wasTold(Message.Purpose.CONCLUDE)) {
        refusal = "You were told to conclude: answer now, without calling tools";
      } else if (proposals.size() >= limits.fanOut()) {
        refusal = "At most %d calls are made at once; ask again in your next turn".formatted(
          limits.fanOut()
        );
      } else if (run.toolCalls() + proposals.size() >= limits.toolCalls()) {
        refusal = "All %d tool calls of this run are used".formatted(limits.toolCalls());
      }
      proposals.add(
        new ProposedCall(call.tool(), call.id(), call.arguments(), message.text(), refusal)
      );
    }
    return proposals;
  }

  private boolean hold(RunInHand run) {
    run.steps().commit(new Step().write(runs.held(run.id())));
    return false;
  }

  private boolean fail(RunInHand run, String errorCode, String reason) {
    var step = new Step();
    failed(run, step, errorCode, reason);
    run.steps().commit(step);
    return false;
  }

  private void failed(RunInHand run, Step step, String errorCode, String reason) {
    run.end(new RunInHand.End(null, errorCode, reason));
    step
      .write(runs.failed(run.id(), errorCode, reason))
      .write(audit.failed(run.run(), errorCode, reason));
  }

  private Write said(RunInHand run, Message message) {
    return said(run, run.turns(), message);
  }

  private Write said(RunInHand run, int turn, Message message) {
    return turns.said(run.id(), run.add(message), turn, message);
  }
}
