package dev.steward.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the rehearsal model goes by, since it cannot think. Other models never see it.
 *
 * @param inputs the agent's inputs by variable
 * @param outputSchema JSON Schema of the agent's answer
 */
public record Rehearsal(
  List<Step> script,
  Map<String, JsonNode> inputs,
  String goal,
  JsonNode outputSchema
) {
  public Rehearsal {
    script = List.copyOf(script);
    inputs = Map.copyOf(inputs);
  }

  /**
   * One turn of a script.
   *
   * @param when JSON pointers and what must stand there; the turn is skipped otherwise
   * @param calls tool calls of the turn, or
   * @param answer the final answer
   */
  public record Step(
    @Nullable Map<String, JsonNode> when,
    @Nullable List<ScriptedCall> calls,
    @Nullable JsonNode answer
  ) {
    /** What is wrong with this step, in a sentence, or empty. */
    public Optional<String> problem() {
      if ((calls == null) == (answer == null)) {
        return Optional.of("a step has either calls or an answer");
      }
      return Optional.ofNullable(Scripts.problem(when));
    }
  }

  /** @param arguments texts may hold {@code ${/inputs/…}} and {@code ${/results/<tool>/…}} */
  public record ScriptedCall(String tool, JsonNode arguments, @Nullable String reason) {}
}
