package dev.steward.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class StructuredAnswerTest {

  private final ObjectMapper json = new ObjectMapper();

  @Test
  void readsPlainAndFencedJson() throws Exception {
    for (var text : new String[] { "{\"ok\": true}", " ```json\n{\"ok\": true}\n``` " }) {
      assertThat(read(text)).isEqualTo(new StructuredAnswer.Valid(json.readTree("{\"ok\": true}")));
    }
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = { "", "Sure! Here it is", "{\"ok\": tr", "[]", "{\"ok\": \"yes\"}", "{}" })
  void isInvalidOtherwise(String text) throws Exception {
    assertThat(read(text)).isInstanceOfSatisfying(StructuredAnswer.Invalid.class, invalid ->
      assertThat(invalid.errors()).isNotEmpty()
    );
  }

  private StructuredAnswer read(String text) throws Exception {
    JsonNode schema = json.readTree(
      "{\"type\": \"object\", \"required\": [\"ok\"], \"properties\": {\"ok\": {\"type\": \"boolean\"}}}"
    );
    return StructuredAnswer.read(text, schema, json);
  }
}
