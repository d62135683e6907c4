package dev.steward.process.engine;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.steward.process.spi.Terms;
import dev.steward.process.spi.Variables;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The field {@code terms} of an agent's task: JSON with {@code times} and {@code arguments} for each tool. */
final class TermsField {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Set<String> KNOWN = Set.of("times", "arguments");

  private TermsField() {}

  /** What is wrong with it, in sentences. */
  static List<String> problems(String field) {
    JsonNode terms;
    try {
      terms = JSON.readTree(field);
    } catch (JsonProcessingException e) {
      return List.of("The field 'terms' is no JSON: " + e.getOriginalMessage());
    }
    if (!terms.isObject() || terms.isEmpty()) {
      return List.of("The field 'terms' is a JSON object with a tool's name for each entry");
    }
    var problems = new ArrayList<String>();
    for (var tool : terms.properties()) {
      var of = tool.getValue();
      var times = of.path("times");
      if (
        !of.isObject() ||
        of.isEmpty() ||
        !of.propertyStream().allMatch(term -> KNOWN.contains(term.getKey()))
      ) {
        problems.add("The terms of '%s' are 'times', 'arguments' or both".formatted(tool.getKey()));
      } else if (of.has("times") && (!times.isInt() || times.asInt() < 1)) {
        problems.add("'times' of '%s' is a number from 1".formatted(tool.getKey()));
      } else if (of.has("arguments") && !of.path("arguments").isObject()) {
        problems.add("'arguments' of '%s' is a JSON object".formatted(tool.getKey()));
      }
    }
    return problems;
  }

  /** With references resolved; empty where the field is not there. */
  static Map<String, Terms> read(@Nullable String field, Variables variables) {
    var read = new LinkedHashMap<String, Terms>();
    if (field != null) {
      try {
        for (var tool : JSON.readTree(field).properties()) {
          read.put(tool.getKey(), terms(tool.getValue()).filled(variables));
        }
      } catch (JsonProcessingException e) {
        throw new IllegalStateException("Terms that were deployed are no JSON", e);
      }
    }
    return read;
  }

  private static Terms terms(JsonNode of) {
    var arguments = new LinkedHashMap<String, JsonNode>();
    of.path("arguments")
      .properties()
      .forEach(argument -> arguments.put(argument.getKey(), argument.getValue()));
    return new Terms(of.has("times") ? of.path("times").asInt() : null, arguments);
  }
}
