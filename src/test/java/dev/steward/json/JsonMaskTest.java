package dev.steward.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.junit.jupiter.api.Test;

class JsonMaskTest {

  private final ObjectMapper json = new ObjectMapper();

  @Test
  void masksWhatTheContractNamesAndNothingElse() throws Exception {
    var result = json.readTree(
      """
      {"name": "A", "iban": "CH93", "people": [{"born": "1980", "city": "Bern"}, {"born": "1990"}]}
      """
    );

    var masked = JsonMask.mask(
      result,
      List.of(JsonPointer.compile("/iban"), JsonPointer.compile("/people/*/born"))
    );

    assertThat(masked).isEqualTo(
      json.readTree(
        """
        {"name": "A", "iban": "[masked]",
         "people": [{"born": "[masked]", "city": "Bern"}, {"born": "[masked]"}]}
        """
      )
    );
    assertThat(result.path("iban").asText()).isEqualTo("CH93");
  }

  @Test
  void masksWholeObjectsAndIgnoresWhatIsNotThere() throws Exception {
    var result = json.readTree("{\"secret\": {\"a\": 1}}");

    assertThat(
      JsonMask.mask(result, List.of(JsonPointer.compile("/secret"), JsonPointer.compile("/x/y")))
    ).isEqualTo(json.readTree("{\"secret\": \"[masked]\"}"));
  }

  @Test
  void masksEveryPropertyOfAMap() throws Exception {
    var result = json.readTree("{\"contacts\": {\"a\": {\"iban\": \"CH93\", \"city\": \"Bern\"}}}");

    assertThat(JsonMask.mask(result, List.of(JsonPointer.compile("/contacts/*/iban")))).isEqualTo(
      json.readTree("{\"contacts\": {\"a\": {\"iban\": \"[masked]\", \"city\": \"Bern\"}}}")
    );
  }

  @Test
  void masksAsAWholeWhatHasAnotherFormThanExpected() throws Exception {
    var result = json.readTree("{\"card\": [{\"number\": 4111}], \"person\": \"A, born 1970\"}");

    assertThat(
      JsonMask.mask(
        result,
        List.of(JsonPointer.compile("/card/number"), JsonPointer.compile("/person/born"))
      )
    ).isEqualTo(json.readTree("{\"card\": \"[masked]\", \"person\": \"[masked]\"}"));
  }
}
