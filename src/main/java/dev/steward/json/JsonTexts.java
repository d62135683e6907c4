package dev.steward.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.function.Function;

/** Changes the texts in JSON, and leaves the rest. */
public final class JsonTexts {

  private JsonTexts() {}

  /**
   * Puts another value in the place of every text; the rest stays.
   *
   * @param value for a text; a property whose text has a missing value is left out
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
        array.forEach(item -> filled.add(replace(item, value)));
        yield filled;
      }
      case TextNode text -> value.apply(text.textValue());
      default -> template;
    };
  }

  /** PostgreSQL stores no NUL, neither in a text nor in a property's name. */
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
      default -> value;
    };
  }

  public static String storable(String text) {
    return text.replace('\0', '\uFFFD');
  }
}
