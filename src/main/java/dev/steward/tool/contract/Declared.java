package dev.steward.tool.contract;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/** Finds out what a JSON Schema declares at a place in the values that fit it. */
final class Declared {

  private final JsonNode root;
  private final List<JsonNode> found = new ArrayList<>();

  private Declared(JsonNode root) {
    this.root = root;
  }

  /**
   * @param pointer {@code *} stands for every item of an array and every property of an object
   * @return the schemas of that place; empty where none is declared
   */
  static List<JsonNode> at(JsonNode schema, JsonPointer pointer) {
    var declared = new Declared(schema);
    declared.collect(schema, pointer, none());
    return declared.found;
  }

  /** @param seen at this place: a schema may refer to itself */
  private void collect(JsonNode schema, JsonPointer rest, Set<JsonNode> seen) {
    if (!schema.isObject() || !seen.add(schema)) {
      return;
    }
    var reference = schema.path("$ref").asText();
    if (reference.startsWith("#/")) {
      collect(root.at(reference.substring(1)), rest, seen);
    }
    for (var choice : List.of("allOf", "anyOf", "oneOf")) {
      schema.path(choice).forEach(part -> collect(part, rest, seen));
    }
    if (rest.matches()) {
      found.add(schema);
      return;
    }
    var name = rest.getMatchingProperty();
    if (name.equals("*") || rest.mayMatchElement()) {
      collect(schema.path("items"), rest.tail(), none());
    }
    if (name.equals("*")) {
      schema.path("properties").forEach(property -> collect(property, rest.tail(), none()));
    }
    collect(schema.path("properties").path(name), rest.tail(), none());
    collect(schema.path("additionalProperties"), rest.tail(), none());
  }

  private static Set<JsonNode> none() {
    return Collections.newSetFromMap(new IdentityHashMap<>());
  }
}
