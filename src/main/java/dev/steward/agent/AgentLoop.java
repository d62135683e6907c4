package dev.steward.agent;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.steward.model.Message;
import dev.steward.model.ModelAnswer;
import dev.steward.model.ModelRequest;
import dev.steward.model.Models;
import dev.steward.model.Rehearsal;
import dev.steward.tool.CallOutcome;
import dev.steward.tool.CallScope;
import dev.steward.tool.ProposedCall;
import dev.steward.tool.ToolGateway;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Asks the model and calls its tools in turns, until there is an answer, a person is needed, or a limit is met. Every step is
 * journalled in a short transaction of its own before the next begins; run again, the loop goes on from the journal.
 */
@Component
class AgentLoop {

  private final AgentRuns runs;
  private final AgentRoles roles;
  private final Journal journal;
  private final ModelCalls modelCalls;
  private final Models models;
  private final ToolGateway gateway;
  private final RunAudit audit;
  private final TransactionTemplate transaction;
  private final ObjectMapper json;
  private final Clock clock;

  AgentLoop(
    AgentRuns runs,
    AgentRoles roles,
    Journal journal,
    ModelCalls modelCalls,
    Models models,
    ToolGateway gateway,
    RunAudit audit,
    TransactionTemplate transaction,
    ObjectMapper json,
    Clock clock
  ) {
    this.runs = runs;
    this.roles = roles;
    this.journal = journal;
    this.modelCalls = modelCalls;
    this.models = models;
    this.gateway = gateway;
    this.audit = audit;
    this.transaction = transaction;
    this.json = json;
    this.clock = clock;
  }

  void run(UUID id) {
    var run = runs.get(id);
    if (run.state().hasEnded() || !runs.become(id, run.state(), RunState.RUNNING)) {
      return;
    }
    var role = roles.pinned(run.agentVersion());
    var conversation = new ArrayList<>(journal.messages(id));
    var deadline = clock.instant().plus(role.limits().wallTime());
    boolean goesOn = true;
    while (goesOn) {
      var current = runs.get(id);
      if (current.state() != RunState.RUNNING) {
        return;
      }
      if (clock.instant().isAfter(deadline)) {
        fail(current, "BUDGET_EXCEEDED", "more than " + role.limits().wallTime() + " at work");
        return;
      }
      goesOn =
        conversation.getLast() instanceof Message.Assistant asked && !asked.calls().isEmpty()
          ? callTools(current, role, asked, conversation)
          : askModel(current, role, conversation);
    }
  }

  private boolean askModel(AgentRun run, AgentRole role, List<Message> conversation) {
    var exceeded = exceeded(run, role);
    if (exceeded.isPresent()) {
      return fail(run, "BUDGET_EXCEEDED", exceeded.get());
    }
    var scope = scope(run, role);
    var tools = gateway
      .offered(scope)
      .stream()
      .map(tool -> new ModelRequest.ToolSpec(tool.name(), tool.description(), tool.arguments()))
      .toList();
    var request = new ModelRequest(
      conversation,
      tools,
      new Rehearsal(role.rehearsal(), run.inputs(), run.goal(), role.output())
    );
    int turn = run.turns() + 1;
    return switch (modelCalls.ask(run, role, turn, request)) {
      case ModelCalls.Failed failed -> fail(run, "AGENT_FAILED", failed.reason());
      case ModelCalls.Answered answered -> take(run, role, turn, answered, conversation);
    };
  }

  /** Journals the answer together with everything that follows from it. */
  private boolean take(
    AgentRun run,
    AgentRole role,
    int turn,
    ModelCalls.Answered answered,
    List<Message> conversation
  ) {
    ModelAnswer answer = answered.answer();
    var message = answer.message();
    int number = conversation.size();
    var followUp = new ArrayList<Message>();
    boolean goesOn = Boolean.TRUE.equals(
      transaction.execute(status -> {
        boolean used = runs.charge(run.id(), turn, answer);
        journal.answered(run.id(), turn, answered.attempt(), answer, used);
        audit.answered(run, turn, answer, answered.took(), used);
        if (!used) {
          return false;
        }
        journal.append(run.id(), number, message);
        if (!message.calls().isEmpty()) {
          gateway.propose(scope(run, role), turn, proposals(message));
          return true;
        }
        return conclude(run, role, message, number + 1, conversation, followUp);
      })
    );
    conversation.add(message);
    conversation.addAll(followUp);
    return goesOn;
  }

  private boolean conclude(
    AgentRun run,
    AgentRole role,
    Message.Assistant message,
    int nextNumber,
    List<Message> conversation,
    List<Message> followUp
  ) {
    switch (StructuredAnswer.read(message.text(), role.output(), json)) {
      case StructuredAnswer.Valid valid -> {
        runs.complete(run.id(), valid.value());
        audit.completed(run);
        return false;
      }
      case StructuredAnswer.Invalid invalid -> {
        // The task itself is the first user message; a second one was the request to repair.
        boolean repairedBefore =
          conversation.stream().filter(Message.User.class::isInstance).count() > 1;
        if (repairedBefore) {
          var reason =
            "the answer does not fit the output schema, also after one request to repair it";
          runs.fail(run.id(), "AGENT_FAILED", reason);
          audit.failed(run, "AGENT_FAILED", reason);
          return false;
        }
        var repair = Prompt.repair(invalid.errors());
        journal.append(run.id(), nextNumber, repair);
        followUp.add(repair);
        return true;
      }
    }
  }

  private boolean callTools(
    AgentRun run,
    AgentRole role,
    Message.Assistant asked,
    List<Message> conversation
  ) {
    if (gateway.callsOf(run.id()) > role.limits().toolCalls()) {
      return fail(
        run,
        "BUDGET_EXCEEDED",
        "more than %d tool calls".formatted(role.limits().toolCalls())
      );
    }
    var outcomes = gateway.advance(scope(run, role), run.turns());
    for (var outcome : outcomes) {
      if (outcome instanceof CallOutcome.Unknown unknown) {
        return fail(run, "TOOL_FAILED", unknown.message());
      }
    }
    if (outcomes.stream().anyMatch(CallOutcome.Waiting.class::isInstance)) {
      runs.become(run.id(), RunState.RUNNING, RunState.AWAITING_REVIEW);
      return false;
    }
    var results = new ArrayList<Message>();
    for (int i = 0; i < outcomes.size(); i++) {
      var call = asked.calls().get(i);
      if (outcomes.get(i) instanceof CallOutcome.Settled settled) {
        results.add(new Message.ToolResult(call.id(), call.tool(), settled.result()));
      }
    }
    transaction.executeWithoutResult(status -> {
      for (int i = 0; i < results.size(); i++) {
        journal.append(run.id(), conversation.size() + i, results.get(i));
      }
    });
    conversation.addAll(results);
    return true;
  }

  private Optional<String> exceeded(AgentRun run, AgentRole role) {
    var limits = role.limits();
    if (run.turns() >= limits.modelCalls()) {
      return Optional.of("more than %d model calls".formatted(limits.modelCalls()));
    }
    if (run.tokens() >= limits.tokens()) {
      return Optional.of("more than %d tokens".formatted(limits.tokens()));
    }
    if (run.costUsd().compareTo(limits.costUsd()) >= 0) {
      return Optional.of("more than %s USD".formatted(limits.costUsd().toPlainString()));
    }
    return Optional.empty();
  }

  private boolean fail(AgentRun run, String errorCode, String reason) {
    transaction.executeWithoutResult(status -> {
      if (runs.fail(run.id(), errorCode, reason)) {
        audit.failed(run, errorCode, reason);
      }
    });
    return false;
  }

  private CallScope scope(AgentRun run, AgentRole role) {
    return new CallScope(
      run.id(),
      run.context(),
      run.agent(),
      run.tools(),
      models.rehearses(role.model())
    );
  }

  private static List<ProposedCall> proposals(Message.Assistant message) {
    return message
      .calls()
      .stream()
      .map(call -> new ProposedCall(call.tool(), call.id(), call.arguments(), message.text()))
      .toList();
  }
}
