package dev.steward.json;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Values that must not be seen, so that they can be taken out of what was written around them: a target that complains
 * quotes what it was given, and an agent gives reasons in the words it was asked in. Finds them as they were written, not in
 * other spellings.
 */
public final class SensitiveValues {

  public static final SensitiveValues NONE = new SensitiveValues(List.of());

  /** Shorter ones stand in any text by chance. */
  private static final int SHORTEST = 4;

  private final List<String> values;

  private SensitiveValues(List<String> values) {
    this.values = values;
  }

  /** @param pointers as {@link JsonMask#mask} takes them */
  public static SensitiveValues of(JsonNode value, @Nullable List<JsonPointer> pointers) {
    var masked = JsonMask.mask(value, pointers);
    if (masked == value) {
      return NONE;
    }
    return new SensitiveValues(
      taken(value, masked)
        .filter(text -> text.length() >= SHORTEST)
        .distinct()
        // One may be part of another.
        .sorted(Comparator.comparingInt(String::length).reversed())
        .toList()
    );
  }

  public SensitiveValues and(SensitiveValues others) {
    return new SensitiveValues(
      Stream.concat(values.stream(), others.values.stream())
        .distinct()
        .sorted(Comparator.comparingInt(String::length).reversed())
        .toList()
    );
  }

  public boolean isEmpty() {
    return values.isEmpty();
  }

  public String maskIn(String text) {
    var masked = text;
    for (var value : values) {
      masked = masked.replace(value, JsonMask.MASK);
    }
    return masked;
  }

  /** @return a copy; names of properties stay as they are */
  public JsonNode maskIn(JsonNode node) {
    return switch (node) {
      case ObjectNode object -> {
        var copy = object.objectNode();
        object
          .properties()
          .forEach(property -> copy.set(property.getKey(), maskIn(property.getValue())));
        yield copy;
      }
      case ArrayNode array -> {
        var copy = array.arrayNode();
        array.forEach(item -> copy.add(maskIn(item)));
        yield copy;
      }
      case TextNode text -> TextNode.valueOf(maskIn(text.textValue()));
      default -> values.contains(node.asText()) ? TextNode.valueOf(JsonMask.MASK) : node;
    };
  }

  private static Stream<String> taken(JsonNode value, JsonNode masked) {
    if (value.equals(masked)) {
      return Stream.empty();
    }
    if (value instanceof ObjectNode object && masked.isObject()) {
      return object
        .properties()
        .stream()
        .flatMap(property -> taken(property.getValue(), masked.path(property.getKey())));
    }
    if (value.isArray() && masked.isArray()) {
      return Stream.iterate(0, i -> i < value.size(), i -> i + 1).flatMap(i ->
        taken(value.path(i), masked.path(i))
      );
    }
    return texts(value);
  }

  private static Stream<String> texts(JsonNode value) {
    return value.isContainerNode()
      ? value.valueStream().flatMap(SensitiveValues::texts)
      : Stream.of(value)
          .filter(leaf -> leaf.isTextual() || leaf.isNumber())
          .map(JsonNode::asText);
  }
}
