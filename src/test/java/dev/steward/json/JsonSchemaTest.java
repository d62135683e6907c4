package dev.steward.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.steward.problem.FieldError;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.Test;

class JsonSchemaTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void pointsAtWhatIsMissingSurplusOrWrong() {
    var schema = JsonSchema.compile(
      json(
        """
        {"type": "object", "additionalProperties": false, "required": ["name"],
         "properties": {"name": {"type": "string"}, "person": {"type": "object",
           "properties": {"mail": {"type": "string", "format": "email"}}}}}
        """
      )
    );

    assertThat(schema.validate(json("{'person': {'mail': 'x'}, 'more': 1}")))
      .extracting(FieldError::path)
      .containsExactlyInAnyOrder("/name", "/person/mail", "/more");
    assertThat(
      schema.validate(json("{'name': 'A', 'person': {'mail': 'a@b.internal'}}"))
    ).isEmpty();
    assertThat(schema.validate(json("'text'"))).isNotEmpty();
  }

  @Test
  void refusesWhatIsNoSchema() {
    assertThatThrownBy(() -> JsonSchema.compile(json("{'type': 'text'}"))).isInstanceOf(
      IllegalArgumentException.class
    );
  }

  @Test
  void fetchesNothing() {
    assertThatThrownBy(() ->
      JsonSchema.compile(json("{'$ref': 'http://127.0.0.1:1/schema.json'}")).validate(json("{}"))
    ).isInstanceOf(RuntimeException.class);
  }

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text.replace('\'', '"'));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
