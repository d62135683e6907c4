package dev.steward.process.spi;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The processes that agents outside may start as tools, as their workflow maps say with {@code mcp="true"}. */
public interface ExposedProcesses {
  /** The latest versions, without those that are suspended, in the order of their keys. */
  List<Exposed> all();

  /**
   * @param variables JSON Schema of what the start form takes; null where the process has none and takes any variables
   */
  record Exposed(String key, String name, String description, @Nullable JsonNode variables) {}
}
