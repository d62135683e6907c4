package dev.steward.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SensitiveValuesTest {

  private final ObjectMapper json = new ObjectMapper();

  @Test
  void findsThemInWhatWasWrittenAroundThem() throws Exception {
    var values = of(
      "{'card': '4111111111111111', 'limit': 25000, 'for': {'name': 'Ada'}, 'item': 'chair'}",
      "/card",
      "/limit",
      "/for"
    );

    assertThat(values.maskIn("Card 4111111111111111 of Ada: a chair above 25000")).isEqualTo(
      "Card [masked] of Ada: a chair above [masked]"
    );
    assertThat(
      values.maskIn(
        tree("{'error': ['card 4111111111111111 declined', 25000, 7], 'item': 'chair'}")
      )
    ).isEqualTo(tree("{'error': ['card [masked] declined', '[masked]', 7], 'item': 'chair'}"));
  }

  @Test
  void leavesNoRestOfALongerOne() throws Exception {
    var values = of("{'short': '4111', 'long': '41111111'}", "/short", "/long");

    assertThat(values.maskIn("41111111 and 4111")).isEqualTo("[masked] and [masked]");
  }

  @Test
  void looksIntoWhatIsHiddenAsAWhole() throws Exception {
    var values = of("{'people': [{'born': '1980-01-02'}, {'born': '1990-03-04'}]}", "/people/*");

    assertThat(values.maskIn("1980-01-02, 1990-03-04")).isEqualTo("[masked], [masked]");
  }

  @Test
  void isEmptyWhereNothingIsSensitive() throws Exception {
    assertThat(of("{'card': '4111111111111111'}").isEmpty()).isTrue();
    assertThat(of("{'card': '4111111111111111'}", "/iban").isEmpty()).isTrue();
  }

  private SensitiveValues of(String value, String... pointers) throws Exception {
    return SensitiveValues.of(tree(value), Stream.of(pointers).map(JsonPointer::compile).toList());
  }

  private JsonNode tree(String text) throws Exception {
    return json.readTree(text.replace('\'', '"'));
  }
}
