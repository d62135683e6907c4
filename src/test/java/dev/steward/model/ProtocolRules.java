package dev.steward.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** What OpenAI refuses in a request for a chat completion, and what breaks one compatible server or another. */
final class ProtocolRules {

  private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9_-]{1,64}");
  private static final Set<String> ROLES = Set.of("system", "user", "assistant", "tool");

  private final List<String> breaches = new ArrayList<>();

  private ProtocolRules() {}

  static List<String> breaches(ScriptedModelServer.Recorded request) {
    var rules = new ProtocolRules();
    rules.transport(request.protocol(), request.headers());
    rules.tools(request.body().path("tools"));
    rules.messages(request.body().path("messages"));
    rules.check(request.body().path("model").asText().length() > 0, "model is missing");
    rules.check(!request.body().path("stream").asBoolean(), "a stream is asked for");
    return rules.breaches;
  }

  private void transport(String protocol, Map<String, String> headers) {
    check(protocol.equals("HTTP/1.1"), "protocol is " + protocol);
    check(!headers.containsKey("upgrade"), "asks to upgrade the connection");
    check(headers.getOrDefault("content-type", "").startsWith("application/json"), "no JSON sent");
  }

  private void tools(JsonNode tools) {
    if (tools.isMissingNode()) {
      return;
    }
    check(tools.isArray() && !tools.isEmpty(), "tools must hold one at least, or be left out");
    var names = new HashSet<String>();
    for (var tool : tools) {
      var name = tool.at("/function/name").asText();
      check(tool.path("type").asText().equals("function"), "tool type must be function");
      check(NAME.matcher(name).matches(), "tool name '" + name + "' is not allowed");
      check(names.add(name), "tool name '" + name + "' is there twice");
      check(
        tool.at("/function/parameters/type").asText().equals("object"),
        "parameters of '" + name + "' must be the schema of an object"
      );
    }
  }

  private void messages(JsonNode messages) {
    check(messages.isArray() && !messages.isEmpty(), "messages are missing");
    Set<String> unanswered = new LinkedHashSet<>();
    JsonNode last = null;
    for (var message : messages) {
      var role = message.path("role").asText();
      check(ROLES.contains(role), "role '" + role + "' does not exist");
      if (role.equals("tool")) {
        var id = message.path("tool_call_id").asText();
        check(unanswered.remove(id), "tool message answers no call of the message before: " + id);
      } else {
        check(unanswered.isEmpty(), "tool calls without an answer: " + unanswered);
        unanswered.clear();
      }
      if (role.equals("assistant") && message.has("tool_calls")) {
        calls(message.path("tool_calls"), unanswered);
      } else {
        check(message.path("content").isTextual(), role + " message without a text");
      }
      last = message;
    }
    check(unanswered.isEmpty(), "tool calls without an answer: " + unanswered);
    check(
      last != null && Set.of("user", "tool").contains(last.path("role").asText()),
      "nothing is asked"
    );
  }

  private void calls(JsonNode calls, Set<String> ids) {
    check(calls.isArray() && !calls.isEmpty(), "tool_calls must hold one at least, or be left out");
    for (var call : calls) {
      check(call.path("type").asText().equals("function"), "call type must be function");
      check(
        NAME.matcher(call.at("/function/name").asText()).matches(),
        "a called name is not allowed"
      );
      check(call.at("/function/arguments").isTextual(), "arguments of a call must be a text");
      check(ids.add(call.path("id").asText()), "a call has no id of its own");
    }
  }

  private void check(boolean holds, String breach) {
    if (!holds) {
      breaches.add(breach);
    }
  }
}
