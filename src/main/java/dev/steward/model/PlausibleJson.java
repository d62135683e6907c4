package dev.steward.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.steward.json.JsonSchema;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** Makes up a value that fits a schema, from an agent's inputs where they have something of that name. */
final class PlausibleJson {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private PlausibleJson() {}

  static JsonNode of(JsonNode schema, Map<String, JsonNode> inputs) {
    return value("", schema, inputs);
  }

  private static JsonNode value(String property, JsonNode schema, Map<String, JsonNode> inputs) {
    for (var given : new String[] { "const", "default" }) {
      if (schema.has(given)) {
        return schema.get(given);
      }
    }
    if (schema.path("enum").isArray() && !schema.path("enum").isEmpty()) {
      return schema.path("enum").get(0);
    }
    if (schema.path("examples").isArray() && !schema.path("examples").isEmpty()) {
      return schema.path("examples").get(0);
    }
    for (var choice : new String[] { "oneOf", "anyOf" }) {
      if (schema.path(choice).isArray() && !schema.path(choice).isEmpty()) {
        return value(property, schema.path(choice).get(0), inputs);
      }
    }
    return switch (type(schema)) {
      case "object" -> object(schema, inputs);
      case "array" -> array(property, schema, inputs);
      case "integer", "number" -> known(property, schema, inputs).orElseGet(() -> number(schema));
      case "boolean" -> NODES.booleanNode(true);
      case "null" -> NODES.nullNode();
      default -> known(property, schema, inputs).orElseGet(() -> text(property, schema));
    };
  }

  private static JsonNode object(JsonNode schema, Map<String, JsonNode> inputs) {
    var object = NODES.objectNode();
    schema
      .path("properties")
      .properties()
      .forEach(property ->
        object.set(property.getKey(), value(property.getKey(), property.getValue(), inputs))
      );
    return object;
  }

  private static JsonNode array(String property, JsonNode schema, Map<String, JsonNode> inputs) {
    var array = NODES.arrayNode();
    for (int i = 0; i < schema.path("minItems").asInt(0); i++) {
      array.add(value(property, schema.path("items"), inputs));
    }
    return array;
  }

  private static JsonNode number(JsonNode schema) {
    if (schema.has("minimum")) {
      return schema.get("minimum");
    }
    if (schema.has("exclusiveMinimum")) {
      return NODES.numberNode(schema.get("exclusiveMinimum").decimalValue().add(BigDecimal.ONE));
    }
    return schema.has("maximum")
      ? schema.get("maximum")
      : schema.path("multipleOf").isNumber()
        ? schema.get("multipleOf")
        : NODES.numberNode(1);
  }

  private static JsonNode text(String property, JsonNode schema) {
    if (schema.has("pattern")) {
      return NODES.textNode(PatternText.of(schema.get("pattern").asText()).orElse(property));
    }
    return NODES.textNode(
      switch (schema.path("format").asText()) {
        case "email" -> "rehearsal@example.org";
        case "date" -> "2030-01-01";
        case "date-time" -> "2030-01-01T09:00:00Z";
        case "uri" -> "https://example.org/";
        case "uuid" -> "00000000-0000-4000-8000-000000000000";
        default -> ofLength(schema, "Rehearsal: " + schema.path("title").asText(property));
      }
    );
  }

  private static String ofLength(JsonNode schema, String text) {
    var longEnough =
      text + ".".repeat(Math.max(0, schema.path("minLength").asInt(0) - text.length()));
    return longEnough.substring(
      0,
      Math.min(longEnough.length(), schema.path("maxLength").asInt(Integer.MAX_VALUE))
    );
  }

  /** What the inputs hold under that name, if it fits here too. */
  private static Optional<JsonNode> known(
    String property,
    JsonNode schema,
    Map<String, JsonNode> inputs
  ) {
    var own = Stream.ofNullable(inputs.get(property));
    var nested = inputs
      .values()
      .stream()
      .map(input -> input.findValue(property))
      .filter(Objects::nonNull);
    return Stream.concat(own, nested)
      .filter(found -> JsonSchema.compile(schema).validate(found).isEmpty())
      .findFirst();
  }

  private static String type(JsonNode schema) {
    for (var type : schema.path("type")) {
      if (!type.asText().equals("null")) {
        return type.asText();
      }
    }
    return schema.path("type").asText("object");
  }
}
