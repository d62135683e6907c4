package dev.steward.process.spi;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * On what terms an agent may use a tool at one place of a diagram.
 *
 * @param times how many of its calls may be made in one run; null where that is left to the run's limits
 * @param arguments values that are not the agent's to choose, by name; null stands for an argument that must be left out
 */
public record Terms(@Nullable Integer times, Map<String, JsonNode> arguments) {
  public Terms {
    arguments = Map.copyOf(requireNonNullElse(arguments, Map.of()));
  }

  /** Names of the arguments that are not as the diagram wants them. */
  public List<String> broken(JsonNode proposed) {
    return arguments
      .entrySet()
      .stream()
      .filter(fixed -> !same(fixed.getValue(), proposed.path(fixed.getKey())))
      .map(Map.Entry::getKey)
      .sorted()
      .toList();
  }

  /** The same, with references resolved. */
  public Terms filled(Variables variables) {
    var template = JsonNodeFactory.instance.objectNode();
    arguments.forEach(template::set);
    var values = VariableTemplate.fillJson(template, variables);
    var filled = new LinkedHashMap<String, JsonNode>();
    for (var name : arguments.keySet()) {
      filled.put(name, values.has(name) ? values.path(name) : NullNode.getInstance());
    }
    return new Terms(times, filled);
  }

  private static boolean same(JsonNode fixed, JsonNode proposed) {
    if (fixed.isNull()) {
      return proposed.isMissingNode() || proposed.isNull();
    }
    return fixed.isNumber() && proposed.isNumber()
      ? fixed.decimalValue().compareTo(proposed.decimalValue()) == 0
      : fixed.equals(proposed);
  }
}
