package dev.steward.agent;

import com.fasterxml.jackson.databind.JsonNode;
import dev.steward.budget.Spender;
import dev.steward.journal.Steps;
import dev.steward.model.Message;
import dev.steward.model.ModelAnswer;
import dev.steward.process.spi.Labels;
import dev.steward.tool.CallScope;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A run as the execution that has taken it knows it: what is stored, and what has come since. Used by one thread. */
final class RunInHand {

  private final AgentRun run;
  private final AgentRole role;
  private CallScope scope;
  private final Steps steps;
  private final List<Message> conversation;
  private final Instant deadline;
  private final boolean resumed;
  private int nextMessage;
  private int turns;
  private int toolCalls;
  private long tokens;
  private BigDecimal costUsd;
  private final Surroundings surroundings;
  private @Nullable End end;

  /**
   * How it ended.
   *
   * @param answer null where it failed
   */
  record End(
    @Nullable JsonNode answer,
    @Nullable String errorCode,
    @Nullable String errorMessage
  ) {}

  /**
   * @param said the conversation after its first two messages, which are not journalled as messages
   * @param messages how many of them are
   */
  RunInHand(
    AgentRun run,
    AgentRole role,
    CallScope scope,
    Steps steps,
    List<Message> opening,
    List<Message> said,
    int toolCalls,
    Instant now,
    Surroundings surroundings
  ) {
    this.run = run;
    this.surroundings = surroundings;
    this.role = role;
    this.scope = scope;
    this.steps = steps;
    this.conversation = new ArrayList<>(opening);
    this.conversation.addAll(said);
    this.resumed = run.epoch() > 0;
    this.nextMessage =
      opening.size() +
      (int) said
        .stream()
        .filter(message -> !(message instanceof Message.ToolResult))
        .count();
    this.turns = run.turns();
    this.toolCalls = toolCalls;
    this.tokens = run.tokensIn() + run.tokensOut();
    this.costUsd = run.costUsd();
    var started = run.startedAt() == null ? now : run.startedAt();
    var waiting =
      run.waitingSince() == null ? Duration.ZERO : Duration.between(run.waitingSince(), now);
    this.deadline = started.plus(role.limits().wallTime()).plus(run.waited()).plus(waiting);
  }

  AgentRun run() {
    return run;
  }

  UUID id() {
    return run.id();
  }

  AgentRole role() {
    return role;
  }

  AgentRole.Limits limits() {
    return role.limits();
  }

  CallScope scope() {
    return scope;
  }

  Surroundings surroundings() {
    return surroundings;
  }

  void end(End how) {
    end = how;
  }

  /** Empty while it has not ended by itself. */
  Optional<End> end() {
    return Optional.ofNullable(end);
  }

  Steps steps() {
    return steps;
  }

  /** Whether an earlier execution may have left something behind. */
  boolean resumed() {
    return resumed;
  }

  List<Message> conversation() {
    return conversation;
  }

  Message last() {
    return conversation.getLast();
  }

  boolean wasTold(Message.Purpose purpose) {
    return conversation
      .stream()
      .anyMatch(message -> message instanceof Message.User said && said.purpose() == purpose);
  }

  /** Takes a message up. @return the number under which it is journalled */
  int add(Message message) {
    conversation.add(message);
    return message instanceof Message.ToolResult ? -1 : nextMessage++;
  }

  void charge(ModelAnswer answer) {
    tokens += (long) answer.usage().input() + answer.usage().output();
    costUsd = costUsd.add(answer.costUsd());
  }

  /** What the agent has read stays with all it does from now on. */
  void read(Labels labels) {
    scope = scope.reading(labels);
  }

  void answered(int turn) {
    turns = turn;
  }

  void called(int calls) {
    toolCalls += calls;
  }

  int turns() {
    return turns;
  }

  int toolCalls() {
    return toolCalls;
  }

  long tokens() {
    return tokens;
  }

  BigDecimal costUsd() {
    return costUsd;
  }

  Spender spender() {
    return new Spender(run.id(), run.agent(), run.context());
  }

  Instant deadline() {
    return deadline;
  }
}
