package dev.steward.journal;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One row to insert or update.
 *
 * @param sql a constant with named parameters; rows with the same text are sent together
 */
public record Write(String sql, Map<String, @Nullable Object> values) implements Condition {
  public static Write of(String sql) {
    return new Write(sql, new HashMap<>());
  }

  public Write with(String name, @Nullable Object value) {
    values.put(name, value);
    return this;
  }
}
