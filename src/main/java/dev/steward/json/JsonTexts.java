package dev.steward.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;

/** Changes the texts in JSON, and leaves the rest. */
public final class JsonTexts {

  private static final int LONGEST_MESSAGE = 2_000;

  private JsonTexts() {}

  /**
   * Puts another value in the place of every text; the rest stays.
   *
   * @param value for a text; a property or an item whose text has a missing value is left out
   */
  public static JsonNode replace(JsonNode template, Function<String, JsonNode> value) {
    return switch (template) {
      case ObjectNode object -> {
        var filled = JsonNodeFactory.instance.objectNode();
        for (var property : object.properties()) {
          var replaced = replace(property.getValue(), value);
          if (!replaced.isMissingNode()) {
            filled.set(property.getKey(), replaced);
          }
        }
        yield filled;
      }
      case ArrayNode array -> {
        var filled = JsonNodeFactory.instance.arrayNode();
        for (var item : array) {
          var replaced = replace(item, value);
          if (!replaced.isMissingNode()) {
            filled.add(replaced);
          }
        }
        yield filled;
      }
      case TextNode text -> value.apply(text.textValue());
      default -> template;
    };
  }

  /** PostgreSQL stores no NUL, neither in a text nor in a property's name, and JSON knows no infinite numbers. */
  public static JsonNode storable(JsonNode value) {
    return switch (value) {
      case ObjectNode object -> {
        var storable = JsonNodeFactory.instance.objectNode();
        object
          .properties()
          .forEach(property ->
            storable.set(storable(property.getKey()), storable(property.getValue()))
          );
        yield storable;
      }
      case ArrayNode array -> {
        var storable = JsonNodeFactory.instance.arrayNode();
        array.forEach(item -> storable.add(storable(item)));
        yield storable;
      }
      case TextNode text -> TextNode.valueOf(storable(text.textValue()));
      case DoubleNode number when !Double.isFinite(number.doubleValue()) -> TextNode.valueOf(
        number.asText()
      );
      default -> value;
    };
  }

  public static String storable(String text) {
    return text.replace('\0', '\uFFFD');
  }

  /** What a target says, fit to be told to an agent and to be stored. */
  public static String message(String text) {
    var storable = storable(text);
    if (storable.length() <= LONGEST_MESSAGE) {
      return storable;
    }
    // Half of a character cannot be stored.
    int end = Character.isHighSurrogate(storable.charAt(LONGEST_MESSAGE - 1))
      ? LONGEST_MESSAGE - 1
      : LONGEST_MESSAGE;
    return storable.substring(0, end) + "…";
  }

  /** How long it is when it is sent. */
  public static long bytes(JsonNode value) {
    return value.toString().getBytes(StandardCharsets.UTF_8).length;
  }
}
