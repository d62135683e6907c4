package dev.steward.process.engine;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** JSON as the engine keeps it: objects and arrays as JSON variables, single values as plain ones, so that conditions can compare them. */
public final class JsonVariables {

  private JsonVariables() {}

  public static Map<String, @Nullable Object> toEngine(Map<String, JsonNode> values) {
    var variables = new LinkedHashMap<String, @Nullable Object>();
    values.forEach((name, value) -> variables.put(name, toEngine(value)));
    return variables;
  }

  public static @Nullable Object toEngine(JsonNode value) {
    return switch (value.getNodeType()) {
      case STRING -> value.textValue();
      case BOOLEAN -> value.booleanValue();
      case NUMBER -> value.isIntegralNumber() && value.canConvertToLong()
        ? (Object) value.longValue()
        : (Object) value.doubleValue();
      case NULL, MISSING -> null;
      default -> value;
    };
  }
}
