package dev.steward.model;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.steward.json.JsonTexts;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** References and conditions of rehearsal scripts. */
final class Scripts {

  private static final Pattern REFERENCE = Pattern.compile("\\$\\{(/[^}]*)}");

  private Scripts() {}

  /** A text that is exactly one reference keeps the type of what it refers to. */
  static JsonNode fill(JsonNode template, JsonNode known) {
    return JsonTexts.replace(template, text -> {
      var exact = REFERENCE.matcher(text);
      return exact.matches() ? known.at(exact.group(1)) : TextNode.valueOf(fillText(text, known));
    });
  }

  static String fillText(String template, JsonNode known) {
    return REFERENCE.matcher(template).replaceAll(match -> {
      var value = known.at(match.group(1));
      return Matcher.quoteReplacement(value.isContainerNode() ? value.toString() : value.asText());
    });
  }

  static boolean holds(@Nullable Map<String, JsonNode> conditions, JsonNode known) {
    return (
      conditions == null ||
      conditions
        .entrySet()
        .stream()
        .allMatch(condition -> holds(known.at(condition.getKey()), condition.getValue(), known))
    );
  }

  private static boolean holds(JsonNode value, JsonNode expected, JsonNode known) {
    if (!expected.isObject()) {
      return same(value, expected);
    }
    for (var test : expected.properties()) {
      var bound = test.getValue();
      boolean holds = switch (test.getKey()) {
        case "exists" -> bound.asBoolean() != value.isMissingNode();
        case "atLeast" -> value.isNumber() &&
          value.decimalValue().compareTo(bound.decimalValue()) >= 0;
        case "below" -> value.isNumber() &&
          value.decimalValue().compareTo(bound.decimalValue()) < 0;
        case "sameAs" -> !value.isMissingNode() && same(value, known.at(bound.asText()));
        case "contains" -> value.toString().contains(bound.asText());
        default -> throw new IllegalArgumentException("unknown condition '" + test.getKey() + "'");
      };
      if (!holds) {
        return false;
      }
    }
    return true;
  }

  private static boolean same(JsonNode value, JsonNode other) {
    return value.isNumber() && other.isNumber()
      ? value.decimalValue().compareTo(other.decimalValue()) == 0
      : value.equals(other);
  }

  /** @return what is wrong with the pointers and conditions of a step, or null */
  static @Nullable String problem(@Nullable Map<String, JsonNode> conditions) {
    if (conditions == null) {
      return null;
    }
    try {
      conditions.keySet().forEach(JsonPointer::compile);
      holds(conditions, JsonNodeFactory.instance.objectNode());
      return null;
    } catch (IllegalArgumentException e) {
      return e.getMessage();
    }
  }
}
