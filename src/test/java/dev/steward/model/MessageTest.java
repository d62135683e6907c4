package dev.steward.model;

import static dev.steward.model.ScriptedModelServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.http.converter.json.Jackson2ObjectMapperBuilder;

/** What the journal writes has to be there when a run is resumed, years and versions later. */
class MessageTest {

  /** As the application has it. */
  private static final ObjectMapper JSON = Jackson2ObjectMapperBuilder.json()
    .serializationInclusion(JsonInclude.Include.ALWAYS)
    .build();

  static List<Message> everyKind() {
    var arguments = json(
      "{'email': 'x@y.example', 'count': 3, 'share': 0.25, 'none': null, 'list': [1, 'a']}"
    );
    return List.of(
      new Message.System("Be \"brief\"\nand kind."),
      new Message.User("Übung ✓"),
      new Message.Assistant("Done", List.of(), null),
      new Message.Assistant(null, List.of(new Message.Call("1", "crm.history", arguments)), "Hm."),
      new Message.Assistant(
        null,
        List.of(new Message.Call("1", "crm.history", TextNode.valueOf("{\"a\": "))),
        null
      ),
      new Message.ToolResult("1", "crm.history", arguments),
      new Message.ToolResult("1", "crm.history", NullNode.getInstance())
    );
  }

  @ParameterizedTest
  @MethodSource("everyKind")
  void isReadBackAsItWasWritten(Message message) throws JsonProcessingException {
    var written = JSON.writerFor(Message.class).writeValueAsString(message);

    assertThat(JSON.readValue(written, Message.class)).isEqualTo(message);
  }

  /** Of the first version; it stays readable whatever becomes of the records. */
  @Test
  void readsWhatTheFirstVersionWrote() throws JsonProcessingException {
    var written = """
    {"role": "assistant", "text": null, "reasoning": null,
     "calls": [{"id": "1", "tool": "crm.history", "arguments": {"email": "x@y.example"}}]}
    """;

    assertThat(JSON.readValue(written, Message.class)).isEqualTo(
      new Message.Assistant(
        null,
        List.of(new Message.Call("1", "crm.history", json("{'email': 'x@y.example'}"))),
        null
      )
    );
  }
}
