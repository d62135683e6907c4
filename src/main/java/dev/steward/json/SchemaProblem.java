package dev.steward.json;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.ValidationMessage;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What does not fit a schema, in words for the author of a file.
 *
 * @param at what the author must look at; where something is missing, the object that lacks it
 */
record SchemaProblem(JsonPointer at, String reason) {
  /** What editors show where a pattern is missed. It follows the value; the value itself is left out where it is writeOnly. */
  static final String PATTERN_MESSAGE = "patternErrorMessage";

  static List<SchemaProblem> of(JsonSchema schema, JsonNode value) {
    return schema
      .messages(value)
      .stream()
      .map(message -> of(schema.source(), message))
      .distinct()
      .toList();
  }

  private static SchemaProblem of(JsonNode root, ValidationMessage message) {
    var at = JsonPointer.compile(message.getInstanceLocation().toString());
    var keyword = JsonPointer.compile(message.getSchemaLocation().getFragment().toString());
    var schema = keyword.matches() ? root : root.at(keyword.head());
    var value = message.getInstanceNode();
    return switch (message.getType()) {
      case "required" -> new SchemaProblem(at, message.getProperty() + " is missing");
      case "additionalProperties" -> new SchemaProblem(
        at.appendProperty(message.getProperty()),
        "is not known here; known are " + properties(schema)
      );
      case "enum" -> new SchemaProblem(
        at,
        "'%s' is not accepted; it must be one of %s".formatted(
          value.asText(),
          schema.path("enum").valueStream().map(JsonNode::asText).collect(Collectors.joining(", "))
        )
      );
      case "const" -> new SchemaProblem(at, "must be " + schema.path("const").asText());
      case "type" -> new SchemaProblem(
        at,
        "is of type %s; it must be %s".formatted(
          value.getNodeType().name().toLowerCase(Locale.ROOT),
          schema.path("type").isTextual() ? schema.path("type").asText() : schema.path("type")
        )
      );
      case "pattern" -> new SchemaProblem(at, missed(schema, value));
      case "minProperties", "maxProperties" -> new SchemaProblem(
        at,
        "needs %s of %s".formatted(number(schema), properties(schema))
      );
      default -> new SchemaProblem(at, JsonSchema.withoutPath(message.getMessage()));
    };
  }

  private static String missed(JsonNode schema, JsonNode value) {
    var reason = schema
      .path(PATTERN_MESSAGE)
      .asText("does not match " + schema.path("pattern").asText());
    return schema.path("writeOnly").asBoolean() ? reason : "'" + value.asText() + "' " + reason;
  }

  private static String number(JsonNode schema) {
    var least = schema.path("minProperties").asText("0");
    var most = schema.path("maxProperties").asText("any number");
    return least.equals(most) ? "exactly " + least : least + " to " + most;
  }

  private static String properties(JsonNode schema) {
    return schema
      .path("properties")
      .propertyStream()
      .map(Map.Entry::getKey)
      .collect(Collectors.joining(", "));
  }
}
