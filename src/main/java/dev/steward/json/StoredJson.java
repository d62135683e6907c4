package dev.steward.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Values in JSON columns. */
@Component
public class StoredJson {

  private final ObjectMapper json;

  StoredJson(ObjectMapper json) {
    this.json = json;
  }

  /** @param type as which it is written, where its subtypes are told apart by a property */
  public String write(Object value, Class<?> type) {
    try {
      return json.writerFor(type).writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A " + type.getSimpleName() + " cannot be written", e);
    }
  }

  public String write(Object value) {
    return write(value, value.getClass());
  }

  public <T> T read(String column, Class<T> type) {
    try {
      return json.readValue(column, type);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A stored " + type.getSimpleName() + " cannot be read", e);
    }
  }

  public <T> T read(String column, TypeReference<T> type) {
    try {
      return json.readValue(column, type);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A stored " + type.getType() + " cannot be read", e);
    }
  }

  public JsonNode tree(String column) {
    return read(column, JsonNode.class);
  }

  public @Nullable JsonNode treeOrNull(@Nullable String column) {
    return column == null ? null : tree(column);
  }

  public static @Nullable String textOrNull(@Nullable JsonNode value) {
    return value == null ? null : value.toString();
  }
}
