package dev.steward.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/** A request for a chat completion as a model reads it: what it is, what it is to do, and what it has learned so far. */
public record Conversation(JsonNode request) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern AGENT = Pattern.compile("You are the agent \"([^\"]+)\"");

  public String model() {
    return request.path("model").asText();
  }

  public List<JsonNode> messages() {
    return list(request.path("messages"));
  }

  public List<JsonNode> messages(String role) {
    return messages()
      .stream()
      .filter(message -> message.path("role").asText().equals(role))
      .toList();
  }

  /** The agent's name out of the system message; empty where it names none. */
  public String agent() {
    var name = AGENT.matcher(request.at("/messages/0/content").asText());
    return name.find() ? name.group(1) : "";
  }

  /** How often the model has spoken before. */
  public int turn() {
    return messages("assistant").size();
  }

  /** Tools as they are named on the wire. */
  public List<String> tools() {
    return list(request.path("tools"))
      .stream()
      .map(tool -> tool.at("/function/name").asText())
      .toList();
  }

  /** The process variables that the task shows. */
  public JsonNode data() {
    var task = messages("user").getFirst().path("content").asText();
    int data = task.indexOf("Data:");
    return data < 0 ? MissingNode.getInstance() : read(task.substring(data + "Data:".length()));
  }

  /** The results of a tool, in their order, found by the ids of the calls they answer. */
  public List<JsonNode> results(String tool) {
    var results = new ArrayList<JsonNode>();
    for (var assistant : messages("assistant")) {
      for (var call : assistant.path("tool_calls")) {
        if (call.at("/function/name").asText().equals(tool)) {
          messages("tool")
            .stream()
            .filter(message -> message.path("tool_call_id").equals(call.path("id")))
            .forEach(message -> results.add(read(message.path("content").asText())));
        }
      }
    }
    return results;
  }

  public JsonNode result(String tool) {
    var results = results(tool);
    return results.isEmpty() ? MissingNode.getInstance() : results.getLast();
  }

  private static List<JsonNode> list(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).toList();
  }

  static JsonNode read(String json) {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("No JSON: " + json, e);
    }
  }
}
