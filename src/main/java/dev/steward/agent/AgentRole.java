package dev.steward.agent;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.databind.JsonNode;
import dev.steward.model.Rehearsal;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;

/**
 * An agent role as its file states it.
 *
 * @param responsibility one sentence: what this agent is for, and by that what it is not for
 * @param represents whose permissions bound it: {@code initiator}
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
  // Jackson gives null for what a file leaves out.
  AgentRole {
    represents = requireNonNullElse(represents, "initiator");
    tools = requireNonNullElse(tools, List.of());
    limits = requireNonNullElse(limits, new Limits(0, 0, 0, 0, BigDecimal.ZERO, Duration.ZERO, 0));
    rehearsal = requireNonNullElse(rehearsal, List.of());
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
