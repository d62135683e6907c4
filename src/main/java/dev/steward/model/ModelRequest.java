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
  /** Providers count tokens each in their own way; for English and JSON, about four characters make one. */
  public static final int CHARACTERS_PER_TOKEN = 4;

  /** About how many tokens it is long. */
  public long tokens() {
    long messages = this.messages.stream().mapToLong(Message::characters).sum();
    long tools = this.tools
      .stream()
      .mapToLong(
        tool ->
          tool.name().length() + tool.description().length() + tool.arguments().toString().length()
      )
      .sum();
    return (messages + tools) / CHARACTERS_PER_TOKEN;
  }

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
