package dev.steward.model;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the scripted model says next. */
record Reply(@Nullable String text, List<Call> calls, @Nullable String reasoning) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** @param arguments as they go over the wire: a text that should be JSON */
  record Call(String tool, String arguments) {}

  static Reply text(String text) {
    return new Reply(text, List.of(), null);
  }

  /** A final answer in JSON. */
  static Reply answer(Map<String, ?> answer) {
    return text(JSON.valueToTree(answer).toString());
  }

  static Reply call(String tool, Map<String, ?> arguments) {
    return new Reply(null, List.of(new Call(tool, JSON.valueToTree(arguments).toString())), null);
  }

  Reply and(Reply other) {
    return new Reply(
      text,
      java.util.stream.Stream.concat(calls.stream(), other.calls.stream()).toList(),
      reasoning
    );
  }

  Reply thinking(String thoughts) {
    return new Reply(text, calls, thoughts);
  }
}
