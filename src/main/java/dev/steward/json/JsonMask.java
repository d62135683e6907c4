package dev.steward.json;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes out of JSON what must not be seen. */
public final class JsonMask {

  public static final String MASK = "[masked]";

  private static final JsonNode MASKED = TextNode.valueOf(MASK);

  private JsonMask() {}

  /**
   * What does not have the form that a pointer expects is masked as a whole, since it may hold what the pointer means.
   *
   * @param pointers {@code *} stands for every item of an array and every property of an object, as in {@code /items/* /iban}
   */
  public static JsonNode mask(JsonNode value, @Nullable List<JsonPointer> pointers) {
    if (pointers == null || pointers.isEmpty()) {
      return value;
    }
    JsonNode masked = value.deepCopy();
    for (var pointer : pointers) {
      masked = mask(masked, pointer);
    }
    return masked;
  }

  /** @return what takes the node's place */
  private static JsonNode mask(JsonNode node, JsonPointer pointer) {
    if (pointer.matches()) {
      return MASKED;
    }
    var name = pointer.getMatchingProperty();
    var rest = pointer.tail();
    return switch (node) {
      case ObjectNode object when name.equals("*") -> {
        object.properties().forEach(property -> property.setValue(mask(property.getValue(), rest)));
        yield object;
      }
      case ObjectNode object when object.has(name) -> object.set(
        name,
        mask(object.get(name), rest)
      );
      case ArrayNode array when name.equals("*") -> {
        for (int i = 0; i < array.size(); i++) {
          array.set(i, mask(array.get(i), rest));
        }
        yield array;
      }
      case ArrayNode array when pointer.mayMatchElement() -> {
        int index = pointer.getMatchingIndex();
        if (array.has(index)) {
          array.set(index, mask(array.get(index), rest));
        }
        yield array;
      }
      case ObjectNode object -> object;
      case NullNode none -> none;
      case MissingNode none -> none;
      default -> MASKED;
    };
  }
}
