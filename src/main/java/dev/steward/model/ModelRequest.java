package dev.steward.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** What a model is asked. */
public record ModelRequest(List<Message> messages, List<ToolSpec> tools, Rehearsal rehearsal) {
  public ModelRequest {
    messages = List.copyOf(messages);
    tools = List.copyOf(tools);
  }

  /** @param arguments JSON Schema */
  public record ToolSpec(String name, String description, JsonNode arguments) {}
}
