package dev.steward.evaluation;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What may be demanded of a value: equality, or an object with tests that must all hold. */
final class Conditions {

  static final Set<String> TESTS = Set.of(
    "oneOf",
    "exists",
    "atLeast",
    "below",
    "contains",
    "lacks",
    "matches"
  );

  private Conditions() {}

  static boolean holds(JsonNode value, JsonNode expected) {
    return expected.isObject()
      ? expected.propertyStream().allMatch(test -> holds(value, test.getKey(), test.getValue()))
      : same(value, expected);
  }

  private static boolean holds(JsonNode value, String test, JsonNode bound) {
    return switch (test) {
      case "oneOf" -> bound.valueStream().anyMatch(one -> same(value, one));
      case "exists" -> bound.asBoolean() != (value.isMissingNode() || value.isNull());
      case "atLeast" -> value.isNumber() &&
        value.decimalValue().compareTo(bound.decimalValue()) >= 0;
      case "below" -> value.isNumber() && value.decimalValue().compareTo(bound.decimalValue()) < 0;
      case "contains" -> all(bound).allMatch(part -> text(value).contains(part));
      case "lacks" -> all(bound).noneMatch(part -> text(value).contains(part));
      case "matches" -> Pattern.compile(bound.asText(), Pattern.DOTALL)
        .matcher(plain(value))
        .find();
      default -> throw new IllegalArgumentException("unknown test '" + test + "'");
    };
  }

  /** Whether a value has all that another says, and perhaps more: objects by property, all else by equality. */
  static boolean includes(JsonNode value, JsonNode part) {
    return part.isObject()
      ? value.isObject() &&
          part
            .propertyStream()
            .allMatch(
              property ->
                value.has(property.getKey()) &&
                includes(value.get(property.getKey()), property.getValue())
            )
      : same(value, part);
  }

  /** @return what is wrong with a pointer and its condition, or an empty text */
  static String problem(String pointer, JsonNode expected) {
    try {
      JsonPointer.compile(pointer);
      if (expected.isObject()) {
        for (var test : expected.properties()) {
          if (!TESTS.contains(test.getKey())) {
            return "has no test '%s'; there are %s".formatted(
              test.getKey(),
              TESTS.stream().sorted().toList()
            );
          }
          if (test.getKey().equals("matches")) {
            Pattern.compile(test.getValue().asText());
          }
        }
      }
      return "";
    } catch (IllegalArgumentException e) {
      return String.valueOf(e.getMessage());
    }
  }

  private static Stream<String> all(JsonNode bound) {
    return (bound.isArray() ? bound.valueStream() : Stream.of(bound)).map(part ->
      part.asText().toLowerCase(Locale.ROOT)
    );
  }

  private static String text(JsonNode value) {
    return plain(value).toLowerCase(Locale.ROOT);
  }

  private static String plain(JsonNode value) {
    return value.isContainerNode() ? value.toString() : value.asText();
  }

  private static boolean same(JsonNode value, JsonNode other) {
    return value.isNumber() && other.isNumber()
      ? value.decimalValue().compareTo(other.decimalValue()) == 0
      : value.equals(other);
  }
}
