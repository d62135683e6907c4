package dev.steward.tool.adapter.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.steward.json.CanonicalJson;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A tool as its server describes it.
 *
 * @param readOnly whether the server says that the tool changes nothing
 * @param idempotent whether the server says that a second call with the same arguments changes nothing more
 * @param digest SHA-256 over name, description and inputSchema as canonical JSON; what the server leaves out is left out
 */
record ListedTool(
  String name,
  @Nullable String title,
  @Nullable String description,
  JsonNode inputSchema,
  @Nullable JsonNode outputSchema,
  boolean readOnly,
  boolean idempotent,
  String digest
) {
  private static final List<String> PINNED = List.of("name", "description", "inputSchema");

  /**
   * @param tool an entry of the server's list
   * @throws IllegalArgumentException where it cannot be written as canonical JSON
   */
  static ListedTool of(JsonNode tool) {
    var pinned = JsonNodeFactory.instance.objectNode();
    for (var property : PINNED) {
      if (tool.hasNonNull(property)) {
        pinned.set(property, tool.get(property));
      }
    }
    var hints = tool.path("annotations");
    return new ListedTool(
      tool.path("name").asText(),
      tool.path("title").asText(hints.path("title").asText(null)),
      tool.path("description").asText(null),
      tool.path("inputSchema"),
      tool.path("outputSchema").isObject() ? tool.get("outputSchema") : null,
      hints.path("readOnlyHint").asBoolean(false),
      hints.path("idempotentHint").asBoolean(false),
      CanonicalJson.sha256(pinned)
    );
  }
}
