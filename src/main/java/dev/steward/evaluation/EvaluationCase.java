package dev.steward.evaluation;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.databind.JsonNode;
import dev.steward.agent.Trials;
import java.math.BigDecimal;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A golden case as its file states it.
 *
 * @param title what is tried, in a few words
 * @param tools that the diagram would leave to the agent; all of the role's where the file names none
 * @param recorded what tools answer
 */
record EvaluationCase(
  String title,
  String goal,
  Map<String, JsonNode> inputs,
  @Nullable List<String> tools,
  List<Recorded> recorded,
  Expected expect
) {
  EvaluationCase {
    recorded = List.copyOf(requireNonNullElse(recorded, List.of()));
  }

  /** @param arguments that a call must have among its own; null where any will do */
  record Recorded(String tool, @Nullable JsonNode arguments, JsonNode result) {}

  /**
   * What must hold. Conditions are by JSON pointers into the answer.
   *
   * @param classification what the agent judged
   * @param routing what the process goes on by
   * @param text of what it wrote
   * @param maxTurns answers of the model
   */
  record Expected(
    Map<String, JsonNode> classification,
    Map<String, JsonNode> routing,
    Map<String, JsonNode> text,
    @Nullable Calls tools,
    @Nullable Integer maxTurns,
    @Nullable BigDecimal maxCostUsd
  ) {
    Expected {
      classification = requireNonNullElse(classification, Map.of());
      routing = requireNonNullElse(routing, Map.of());
      text = requireNonNullElse(text, Map.of());
    }
  }

  /**
   * @param order tools whose first calls must come in this order
   * @param arguments by tool: some call of it has these among its own; a schema where {@code $schema} is there
   */
  record Calls(
    List<String> must,
    List<String> mustNot,
    List<String> order,
    Map<String, JsonNode> arguments
  ) {
    Calls {
      must = requireNonNullElse(must, List.of());
      mustNot = requireNonNullElse(mustNot, List.of());
      order = requireNonNullElse(order, List.of());
      arguments = requireNonNullElse(arguments, Map.of());
    }
  }

  Trials.Task task(Set<String> ofRole) {
    var narrowed = new LinkedHashSet<>(ofRole);
    if (tools != null) {
      narrowed.retainAll(tools);
    }
    return new Trials.Task(goal, inputs, narrowed);
  }
}
