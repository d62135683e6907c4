package dev.steward.json;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes out of JSON what must not be seen. */
public final class JsonMask {

  public static final String MASK = "[masked]";

  private JsonMask() {}

  /** @param pointers {@code *} stands for every item of an array, as in {@code /items/* /iban} */
  public static JsonNode mask(JsonNode value, @Nullable List<JsonPointer> pointers) {
    if (pointers == null || pointers.isEmpty()) {
      return value;
    }
    JsonNode masked = value.deepCopy();
    pointers.forEach(pointer -> mask(masked, pointer));
    return masked;
  }

  private static void mask(JsonNode node, JsonPointer pointer) {
    var name = pointer.getMatchingProperty();
    var rest = pointer.tail();
    if (rest == null) {
      return;
    }
    if (node instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        if (name.equals("*") || name.equals(String.valueOf(i))) {
          if (rest.matches()) {
            array.set(i, MASK);
          } else {
            mask(array.get(i), rest);
          }
        }
      }
    } else if (node instanceof ObjectNode object && object.has(name)) {
      if (rest.matches()) {
        object.put(name, MASK);
      } else {
        mask(object.get(name), rest);
      }
    }
  }
}
