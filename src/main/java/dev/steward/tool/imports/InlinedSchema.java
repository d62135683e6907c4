package dev.steward.tool.imports;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A schema of an OpenAPI document as a JSON Schema (2020-12) that refers to nothing: references are replaced by what they refer to,
 * the words of 3.0 by those of JSON Schema, and what only documents is dropped. Where a schema contains itself, or becomes too deep
 * or too large for a model to read, anything goes; words that would turn this into its opposite ("not", and "one of" instead of
 * "any of") are dropped, too.
 */
final class InlinedSchema {

  private static final int DEEPEST = 12;
  private static final int MOST_SCHEMAS = 1_000;

  private static final Set<String> TYPES = Set.of(
    "string",
    "number",
    "integer",
    "boolean",
    "object",
    "array",
    "null"
  );
  private static final List<String> TEXTS = List.of("title", "description", "format");
  private static final List<String> NUMBERS = List.of("minimum", "maximum");
  private static final List<String> COUNTS = List.of(
    "minLength",
    "maxLength",
    "minItems",
    "maxItems",
    "minProperties",
    "maxProperties"
  );
  private static final List<String> VALUES = List.of("const", "default");
  private static final List<String> LISTS = List.of("allOf", "anyOf", "oneOf", "prefixItems");

  /** Which way the values go. What only the target gives is not asked for, and what it only takes is not expected back. */
  enum Direction {
    REQUEST("readOnly"),
    RESPONSE("writeOnly");

    private final String hidden;

    Direction(String hidden) {
      this.hidden = hidden;
    }
  }

  private final OpenApiDocument document;
  private final Direction direction;
  private final Set<String> open = new HashSet<>();
  private int schemas;

  private InlinedSchema(OpenApiDocument document, Direction direction) {
    this.document = document;
    this.direction = direction;
  }

  static ObjectNode of(OpenApiDocument document, JsonNode schema, Direction direction) {
    return new InlinedSchema(document, direction).inline(schema, 0);
  }

  private ObjectNode inline(JsonNode source, int depth) {
    if (!source.isObject() || depth > DEEPEST || ++schemas > MOST_SCHEMAS) {
      return object();
    }
    if (source.has("$ref")) {
      return referenced((ObjectNode) source, depth);
    }
    var target = object();
    type(source, target);
    plain(source, target);
    limits(source, target);
    properties(source, target, depth);
    if (source.path("items").isObject()) {
      target.set("items", inline(source.path("items"), depth + 1));
    }
    for (var keyword : LISTS) {
      var parts = source.path(keyword);
      if (parts.isArray() && !parts.isEmpty()) {
        var list = target.putArray(keyword.equals("oneOf") ? "anyOf" : keyword);
        parts.forEach(part -> list.add(inline(part, depth + 1)));
      }
    }
    AllOf.merge(target);
    return source.path("nullable").asBoolean() ? nullable(target) : target;
  }

  private ObjectNode referenced(ObjectNode source, int depth) {
    var reference = source.path("$ref").asText();
    if (!open.add(reference)) {
      return object();
    }
    try {
      var beside = source.deepCopy();
      beside.remove("$ref");
      if (document.isOld()) {
        beside.retain("title", "description");
      }
      var target = inline(document.at(reference), depth);
      if (beside.isEmpty()) {
        return target;
      }
      var both = inline(beside, depth);
      both.withArray("allOf").insert(0, target);
      AllOf.merge(both);
      return both;
    } finally {
      open.remove(reference);
    }
  }

  private static void type(JsonNode source, ObjectNode target) {
    var type = source.path("type");
    if (type.isArray()) {
      var types = target.putArray("type");
      new LinkedHashSet<>(
        type.valueStream().map(JsonNode::asText).filter(TYPES::contains).toList()
      ).forEach(types::add);
      if (types.isEmpty()) {
        target.remove("type");
      }
    } else if (TYPES.contains(type.asText())) {
      target.set("type", type);
    } else if (source.path("properties").isObject()) {
      target.put("type", "object");
    }
  }

  private static void plain(JsonNode source, ObjectNode target) {
    for (var keyword : TEXTS) {
      if (source.path(keyword).isTextual()) {
        target.put(keyword, Names.text(source.path(keyword).asText()));
      }
    }
    for (var keyword : VALUES) {
      if (source.has(keyword)) {
        target.set(keyword, source.path(keyword).deepCopy());
      }
    }
    if (source.path("uniqueItems").isBoolean()) {
      target.set("uniqueItems", source.path("uniqueItems"));
    }
    var choices = source.path("enum");
    if (choices.isArray() && !choices.isEmpty()) {
      target.set("enum", choices.deepCopy());
    }
    if (isPattern(source.path("pattern").asText())) {
      target.set("pattern", source.path("pattern"));
    }
  }

  private static void limits(JsonNode source, ObjectNode target) {
    for (var keyword : NUMBERS) {
      if (source.path(keyword).isNumber()) {
        target.set(keyword, number(source.path(keyword)));
      }
      var exclusive = "exclusive" + Character.toUpperCase(keyword.charAt(0)) + keyword.substring(1);
      if (source.path(exclusive).isNumber()) {
        target.set(exclusive, number(source.path(exclusive)));
      } else if (source.path(exclusive).asBoolean() && target.has(keyword)) {
        target.set(exclusive, target.remove(keyword));
      }
    }
    for (var keyword : COUNTS) {
      if (source.path(keyword).isIntegralNumber() && source.path(keyword).asLong() >= 0) {
        target.set(keyword, source.path(keyword));
      }
    }
    if (source.path("multipleOf").asDouble() > 0) {
      target.set("multipleOf", number(source.path("multipleOf")));
    }
  }

  /** Without an exponent, which YAML would read as a text. */
  private static JsonNode number(JsonNode number) {
    return number.isFloatingPointNumber() && number.decimalValue().stripTrailingZeros().scale() <= 0
      ? JsonNodeFactory.instance.numberNode(number.decimalValue().toBigInteger())
      : number;
  }

  /** An answer may come to have more properties than are documented. */
  private void properties(JsonNode source, ObjectNode target, int depth) {
    var hidden = new HashSet<String>();
    if (source.path("properties").isObject()) {
      var properties = target.putObject("properties");
      for (var property : source.path("properties").properties()) {
        if (isHidden(property.getValue())) {
          hidden.add(property.getKey());
        } else {
          properties.set(property.getKey(), inline(property.getValue(), depth + 1));
        }
      }
    }
    var required = new LinkedHashSet<String>();
    if (source.path("required").isArray()) {
      source.path("required").forEach(name -> required.add(name.asText()));
    }
    required.removeAll(hidden);
    if (!required.isEmpty()) {
      required.forEach(target.putArray("required")::add);
    }
    var patterns = source.path("patternProperties");
    if (patterns.isObject()) {
      var kept = target.putObject("patternProperties");
      patterns
        .propertyStream()
        .filter(property -> isPattern(property.getKey()))
        .forEach(property -> kept.set(property.getKey(), inline(property.getValue(), depth + 1)));
    }
    var others = source.path("additionalProperties");
    if (others.isBoolean() && direction == Direction.REQUEST) {
      target.set("additionalProperties", others);
    } else if (others.isObject()) {
      target.set("additionalProperties", inline(others, depth + 1));
    }
  }

  private boolean isHidden(JsonNode property) {
    return (
      property.path(direction.hidden).asBoolean() ||
      document.resolve(property).path(direction.hidden).asBoolean()
    );
  }

  private static ObjectNode nullable(ObjectNode target) {
    if (target.isEmpty()) {
      return target;
    }
    if (!target.has("type")) {
      var wrapped = object();
      wrapped.putArray("anyOf").add(target).addObject().put("type", "null");
      return wrapped;
    }
    var type = target.path("type");
    if (type.isTextual() && !type.asText().equals("null")) {
      target.putArray("type").add(type.asText()).add("null");
    }
    if (target.has("enum") && target.path("enum").valueStream().noneMatch(JsonNode::isNull)) {
      target.withArray("enum").addNull();
    }
    return target;
  }

  /** Other systems write patterns for other engines. */
  private static boolean isPattern(String text) {
    try {
      Pattern.compile(text);
      return !text.isEmpty();
    } catch (PatternSyntaxException e) {
      return false;
    }
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }
}
