package dev.steward.process.spi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

class VariableTemplateTest {

  private final ObjectMapper json = new ObjectMapper();

  @Test
  void fillsTextFromPaths() throws Exception {
    assertThat(
      VariableTemplate.fillText(
        "Write to ${lead.name} (${lead.size}); ${lead.gone}${nobody}.",
        variables()
      )
    ).isEqualTo("Write to Ada (3); .");
  }

  @Test
  void keepsTheTypeOfAnExactReferenceAndLeavesOutWhatIsMissing() throws Exception {
    var template = json.readTree(
      """
      {"size": "${lead.size}", "who": "for ${lead.name}", "first": "${lead.items.0.id}", "none": "${lead.gone}",
       "list": ["${lead.name}", 1]}
      """
    );

    assertThat(VariableTemplate.fillJson(template, variables())).isEqualTo(
      json.readTree("{\"size\": 3, \"who\": \"for Ada\", \"first\": 7, \"list\": [\"Ada\", 1]}")
    );
  }

  @Test
  void isNoExpressionLanguage() throws Exception {
    for (var attempt : new String[] {
      "${''.getClass()}",
      "${lead.name()}",
      "${1+1}",
      "#{lead.name}",
    }) {
      assertThat(VariableTemplate.fillText(attempt, variables())).isEqualTo(attempt);
    }
  }

  @Test
  void insertsValuesOnce() throws Exception {
    JsonNode sly = json.readTree(
      "{\"lead\": {\"name\": \"${lead.secret} $1\", \"secret\": \"S\"}}"
    );

    assertThat(VariableTemplate.fillText("${lead.name}", sly::path)).isEqualTo("${lead.secret} $1");
  }

  private Variables variables() throws Exception {
    return json.readTree(
      "{\"lead\": {\"name\": \"Ada\", \"size\": 3, \"items\": [{\"id\": 7}]}}"
    )::path;
  }
}
