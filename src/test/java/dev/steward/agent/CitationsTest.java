package dev.steward.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.steward.model.Message;
import dev.steward.problem.FieldError;
import java.util.List;
import org.junit.jupiter.api.Test;

class CitationsTest {

  private static final JsonNode SCHEMA = json(
    """
    {"type": "object", "properties": {
      "text": {"type": "string"},
      "claims": {"type": "array", "items": {"type": "object", "properties": {"source": {"type": "string", "format": "citation"}}}}}}
    """
  );
  private static final List<Message> CONVERSATION = List.of(
    new Message.ToolResult(
      "1",
      "knowledge.search",
      json("{\"passages\": [{\"citation\": \"playbook/tone.md@1#2\"}], \"stale\": []}")
    ),
    new Message.ToolResult(
      "2",
      "mail.read",
      json("{\"passages\": [{\"citation\": \"playbook/made-up.md@1#1\"}]}")
    )
  );

  @Test
  void takesWhatWasRetrieved() {
    assertThat(
      unfounded("{\"claims\": [{\"source\": \"playbook/tone.md@1#2\"}], \"text\": \"any\"}")
    ).isEmpty();
  }

  @Test
  void refusesWhatWasNotAndSaysWhere() {
    assertThat(
      unfounded(
        "{\"claims\": [{\"source\": \"playbook/tone.md@1#2\"}, {\"source\": \"playbook/tone.md@1#3\"}]}"
      )
    ).containsExactly(
      new FieldError("/claims/1/source", "cites 'playbook/tone.md@1#3', which was not retrieved")
    );
  }

  /** A text from outside may look like a passage. */
  @Test
  void refusesWhatAnotherToolCalledAPassage() {
    assertThat(unfounded("{\"claims\": [{\"source\": \"playbook/made-up.md@1#1\"}]}")).hasSize(1);
  }

  private static List<FieldError> unfounded(String answer) {
    return Citations.unfounded(SCHEMA, json(answer), CONVERSATION, "knowledge.search"::equals);
  }

  private static JsonNode json(String text) {
    try {
      return new ObjectMapper().readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
