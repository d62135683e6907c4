package dev.steward.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * What a model is asked.
 *
 * @param concluding the model has to answer now, without calling tools
 */
public record ModelRequest(
  List<Message> messages,
  List<ToolSpec> tools,
  boolean concluding,
  Rehearsal rehearsal
) {
  public ModelRequest(List<Message> messages, List<ToolSpec> tools, Rehearsal rehearsal) {
    this(messages, tools, false, rehearsal);
  }

  public ModelRequest {
    messages = List.copyOf(messages);
    tools = List.copyOf(tools);
  }

  /** @param arguments JSON Schema */
  public record ToolSpec(String name, String description, JsonNode arguments) {}
}
