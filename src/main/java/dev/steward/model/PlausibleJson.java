package dev.steward.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.Map;
import java.util.Optional;

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
    return switch (type(schema)) {
      case "object" -> object(schema, inputs);
      case "array" -> array(property, schema, inputs);
      case "integer", "number" -> number(schema, known(property, inputs));
      case "boolean" -> NODES.booleanNode(true);
      default -> text(property, schema, known(property, inputs));
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

  private static JsonNode number(JsonNode schema, Optional<JsonNode> known) {
    if (known.isPresent() && known.get().isNumber()) {
      return known.get();
    }
    return schema.has("minimum")
      ? schema.get("minimum")
      : NODES.numberNode(schema.path("maximum").asInt(1));
  }

  private static JsonNode text(String property, JsonNode schema, Optional<JsonNode> known) {
    if (known.isPresent() && known.get().isTextual()) {
      return known.get();
    }
    return switch (schema.path("format").asText()) {
      case "email" -> NODES.textNode("rehearsal@example.org");
      case "date" -> NODES.textNode("2030-01-01");
      case "date-time" -> NODES.textNode("2030-01-01T09:00:00Z");
      case "uri" -> NODES.textNode("https://example.org/");
      default -> NODES.textNode("Rehearsal: " + schema.path("title").asText(property));
    };
  }

  private static Optional<JsonNode> known(String property, Map<String, JsonNode> inputs) {
    if (inputs.containsKey(property)) {
      return Optional.of(inputs.get(property));
    }
    return inputs
      .values()
      .stream()
      .map(input -> input.findValue(property))
      .filter(found -> found != null)
      .findFirst();
  }

  private static String type(JsonNode schema) {
    var type = schema.path("type");
    return type.isArray() && !type.isEmpty() ? type.get(0).asText() : type.asText("object");
  }
}
