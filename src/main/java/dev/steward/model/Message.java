package dev.steward.model;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One message of a conversation, as it is journalled. Our own records, because those of client libraries are written to JSON but
 * cannot be read back; {@link #CODEC} is stored with each, so that a later version can still read them.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "role")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Message.System.class, name = "system"),
  @JsonSubTypes.Type(value = Message.User.class, name = "user"),
  @JsonSubTypes.Type(value = Message.Assistant.class, name = "assistant"),
  @JsonSubTypes.Type(value = Message.ToolResult.class, name = "tool"),
})
public sealed interface Message {
  int CODEC = 1;

  /** How long it is, for estimates. */
  default long characters() {
    return switch (this) {
      case System system -> system.text().length();
      case User user -> user.text().length();
      case ToolResult result -> result.content().toString().length();
      case Assistant said -> (said.text() == null ? 0 : said.text().length()) +
        (said.reasoning() == null ? 0 : said.reasoning().length()) +
        said
          .calls()
          .stream()
          .mapToLong(call -> call.arguments().toString().length())
          .sum();
    };
  }

  record System(String text) implements Message {}

  /** @param purpose why the run itself says this; null for the task */
  record User(String text, @Nullable Purpose purpose) implements Message {
    public User(String text) {
      this(text, null);
    }
  }

  /** What a run tells its model beside the task. */
  enum Purpose {
    /** The answer did not fit the schema. */
    REPAIR,
    /** A limit is near. */
    CONCLUDE,
    /** Earlier parts of the conversation were left out. */
    LEFT_OUT,
  }

  /** @param reasoning some providers want it back in the next request */
  record Assistant(
    @Nullable String text,
    List<Call> calls,
    @Nullable String reasoning
  ) implements Message {
    public Assistant {
      calls = List.copyOf(calls);
    }
  }

  /** @param callId the provider's id of the call that this answers */
  record ToolResult(String callId, String tool, JsonNode content) implements Message {}

  /**
   * A tool call that a model asks for.
   *
   * @param arguments a text where the model's arguments are no JSON
   */
  record Call(String id, String tool, JsonNode arguments) {}
}
