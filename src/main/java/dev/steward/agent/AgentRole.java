package dev.steward.agent;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.databind.JsonNode;
import dev.steward.model.Rehearsal;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An agent role as its file states it.
 *
 * @param responsibility one sentence: what this agent is for, and by that what it is not for
 * @param represents whose permissions bound it: {@code initiator}, {@code task-owner}, who completed the user task that the agent's task
 *     in the diagram names as its owner, or {@code role:<name>}, a role of the people file
 * @param model a configured model's name
 * @param output JSON Schema of its answer
 * @param rehearsal what the rehearsal model does in its place
 */
record AgentRole(
  String name,
  String responsibility,
  String represents,
  String model,
  String instructions,
  List<String> tools,
  Limits limits,
  JsonNode output,
  List<Rehearsal.Step> rehearsal
) {
  static final String INITIATOR = "initiator";
  static final String TASK_OWNER = "task-owner";

  // Jackson gives null for what a file leaves out.
  AgentRole {
    represents = requireNonNullElse(represents, INITIATOR);
    tools = requireNonNullElse(tools, List.of());
    limits = requireNonNullElse(limits, new Limits(0, 0, 0, 0, BigDecimal.ZERO, Duration.ZERO, 0));
    rehearsal = requireNonNullElse(rehearsal, List.of());
  }

  /** @param owner of the task, as the diagram names it */
  @Nullable
  String principal(@Nullable String initiator, @Nullable String owner) {
    return switch (represents) {
      case INITIATOR -> initiator;
      case TASK_OWNER -> owner;
      default -> represents;
    };
  }

  /**
   * What one run may use up; what a file leaves out gets a default.
   *
   * @param fanOut tool calls in one turn
   * @param tokens input and output together
   * @param wallTime from the first step on, without the time in which people were asked
   * @param contextTokens how much of its own conversation the model gets to see, about
   */
  record Limits(
    int modelCalls,
    int toolCalls,
    int fanOut,
    long tokens,
    BigDecimal costUsd,
    Duration wallTime,
    int contextTokens
  ) {
    Limits {
      modelCalls = modelCalls == 0 ? 10 : modelCalls;
      toolCalls = toolCalls == 0 ? 20 : toolCalls;
      fanOut = fanOut == 0 ? 8 : fanOut;
      contextTokens = contextTokens == 0 ? 24_000 : contextTokens;
      tokens = tokens == 0 ? 50_000 : tokens;
      costUsd = requireNonNullElse(costUsd, BigDecimal.ZERO);
      costUsd = costUsd.signum() == 0 ? BigDecimal.ONE : costUsd;
      wallTime = requireNonNullElse(wallTime, Duration.ZERO);
      wallTime = wallTime.isZero() ? Duration.ofMinutes(10) : wallTime;
    }
  }
}
