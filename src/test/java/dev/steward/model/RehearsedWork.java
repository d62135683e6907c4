package dev.steward.model;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Agents that ship with Steward, at their normal work: what their rehearsal scripts say comes next in a conversation. */
public final class RehearsedWork {

  private static final YAMLMapper YAML = new YAMLMapper();
  private static final Map<String, JsonNode> ROLES = new ConcurrentHashMap<>();

  private final RehearsalModel model = new RehearsalModel("rehearsed");

  /** The agent's file. */
  public static JsonNode role(String agent) {
    return ROLES.computeIfAbsent(agent, name -> {
      try {
        return YAML.readTree(Path.of("agents", name + ".yaml").toFile());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    });
  }

  /** @param messages of the conversation, without those that are not to count */
  public Reply next(Conversation conversation, List<JsonNode> messages) {
    var role = role(conversation.agent());
    var script = YAML.convertValue(
      role.path("rehearsal"),
      new TypeReference<List<Rehearsal.Step>>() {}
    );
    var inputs = new LinkedHashMap<String, JsonNode>();
    conversation
      .data()
      .properties()
      .forEach(input -> inputs.put(input.getKey(), input.getValue()));
    var said = model
      .answer(
        new ModelRequest(
          history(messages),
          List.of(),
          new Rehearsal(script, inputs, "", role.path("output"))
        )
      )
      .message();
    return new Reply(
      said.text(),
      said
        .calls()
        .stream()
        .map(call -> new Reply.Call(call.tool(), call.arguments().toString()))
        .toList(),
      null
    );
  }

  private static List<Message> history(List<JsonNode> messages) {
    var history = new ArrayList<Message>();
    var tools = new LinkedHashMap<String, String>();
    for (var message : messages) {
      switch (message.path("role").asText()) {
        case "assistant" -> {
          message.path("tool_calls").forEach(call ->
            tools
              // No tool of ours has an underscore of its own.
              .put(call.path("id").asText(), call.at("/function/name").asText().replace('_', '.'))
          );
          history.add(new Message.Assistant(message.path("content").asText(), List.of(), null));
        }
        case "tool" -> {
          var id = message.path("tool_call_id").asText();
          history.add(
            new Message.ToolResult(
              id,
              tools.getOrDefault(id, ""),
              Conversation.read(message.path("content").asText())
            )
          );
        }
        default -> {
        }
      }
    }
    return history;
  }
}
