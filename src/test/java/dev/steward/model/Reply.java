package dev.steward.model;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the scripted model says next.
 *
 * @param cut off at the provider's limit of length
 */
public record Reply(
  @Nullable String text,
  List<Call> calls,
  @Nullable String reasoning,
  boolean cut
) {
  private static final ObjectMapper JSON = new ObjectMapper();

  public Reply(@Nullable String text, List<Call> calls, @Nullable String reasoning) {
    this(text, calls, reasoning, false);
  }

  /** @param arguments as they go over the wire: a text that should be JSON */
  public record Call(String tool, String arguments) {}

  public static Reply text(String text) {
    return new Reply(text, List.of(), null);
  }

  /** A final answer in JSON. */
  public static Reply answer(Map<String, ?> answer) {
    return text(JSON.valueToTree(answer).toString());
  }

  public static Reply call(String tool, Map<String, ?> arguments) {
    return new Reply(null, List.of(new Call(tool, JSON.valueToTree(arguments).toString())), null);
  }

  public Reply and(Reply other) {
    return new Reply(
      text,
      Stream.concat(calls.stream(), other.calls.stream()).toList(),
      reasoning,
      cut
    );
  }

  public Reply thinking(String thoughts) {
    return new Reply(text, calls, thoughts, cut);
  }

  /** The same, with a text. */
  public Reply saying(String words) {
    return new Reply(words, calls, reasoning, cut);
  }

  Reply cutOff() {
    return new Reply(text, calls, reasoning, true);
  }

  String finishReason() {
    return cut ? "length" : calls.isEmpty() ? "stop" : "tool_calls";
  }
}
