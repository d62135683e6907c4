package dev.steward.tool.imports;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;

/** What is all of several plain objects is one object, and what is all of one schema is that schema: people read that more easily. */
final class AllOf {

  private static final Set<String> PLAIN = Set.of(
    "type",
    "properties",
    "required",
    "title",
    "description",
    "additionalProperties"
  );

  private AllOf() {}

  static void merge(ObjectNode target) {
    if (!target.has("allOf")) {
      return;
    }
    var parts = target.withArray("allOf");
    var own = target.deepCopy();
    own.remove("allOf");
    if (parts.size() == 1 && Set.of("title", "description", "default").containsAll(names(own))) {
      target.removeAll();
      target.setAll((ObjectNode) parts.get(0));
      target.setAll(own);
    } else if (
      isPlain(own) &&
      parts.valueStream().allMatch(AllOf::isPlain) &&
      parts.valueStream().anyMatch(part -> part.has("properties"))
    ) {
      parts.add(own);
      target.removeAll();
      target.put("type", "object");
      target.setAll(own.deepCopy().retain("title", "description"));
      join(parts, target);
    }
  }

  private static void join(ArrayNode parts, ObjectNode target) {
    var properties = target.putObject("properties");
    var required = new LinkedHashSet<String>();
    for (var part : parts) {
      part
        .path("properties")
        .properties()
        .forEach(one -> properties.set(one.getKey(), one.getValue()));
      part.path("required").forEach(name -> required.add(name.asText()));
    }
    // What is hidden from one part may be required by another.
    required.retainAll(names(properties));
    if (!required.isEmpty()) {
      required.forEach(target.putArray("required")::add);
    }
  }

  private static boolean isPlain(JsonNode schema) {
    var others = schema.path("additionalProperties");
    return (
      (!schema.has("type") || schema.path("type").asText().equals("object")) &&
      (others.isMissingNode() || others.isBoolean()) &&
      schema.propertyStream().allMatch(one -> PLAIN.contains(one.getKey()))
    );
  }

  private static Set<String> names(ObjectNode object) {
    var names = new HashSet<String>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }
}
