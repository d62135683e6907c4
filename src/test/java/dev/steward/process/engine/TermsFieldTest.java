package dev.steward.process.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Terms that could not hold are refused with the diagram; those that can hold to the letter. */
class TermsFieldTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @ParameterizedTest
  @CsvSource(
    delimiter = '|',
    value = {
      "{'a.b': {'times': 1}}                      | ''",
      "{'a.b': {'arguments': {'c': '${d}'}}}      | ''",
      "{'a.b': {'times': 0}}                      | 'times' of 'a.b' is a number from 1",
      "{'a.b': {'times': 1.5}}                    | 'times' of 'a.b' is a number from 1",
      "{'a.b': {'arguments': 'c'}}                | 'arguments' of 'a.b' is a JSON object",
      "{'a.b': {'tiems': 1}}                      | The terms of 'a.b' are 'times', 'arguments' or both",
      "{'a.b': {}}                                | The terms of 'a.b' are 'times', 'arguments' or both",
      "{}                                         | The field 'terms' is a JSON object with a tool's name for each entry",
      "[]                                         | The field 'terms' is a JSON object with a tool's name for each entry",
    },
    quoteCharacter = '`'
  )
  void saysWhatIsWrong(String field, String problem) {
    assertThat(String.join("", TermsField.problems(field.replace('\'', '"')))).isEqualTo(
      problem.equals("''") ? "" : problem
    );
  }

  @Test
  void saysThatItIsNoJson() {
    assertThat(TermsField.problems("{")).singleElement().asString().contains("is no JSON");
  }

  @ParameterizedTest
  @CsvSource(
    delimiter = '|',
    quoteCharacter = '`',
    value = {
      "{'a': 'x', 'b': 1, 'c': 2.0}            | []",
      "{'a': 'x', 'b': 1.0, 'c': 2}            | []",
      "{'a': 'x', 'b': 1, 'c': 2, 'free': 9}   | []",
      "{'a': 'y', 'b': 1, 'c': 2}              | [a]",
      "{'a': 'x', 'b': '1', 'c': 2}            | [b]",
      "{'c': 2}                                | [a, b]",
      "{'a': 'x', 'b': 1, 'c': 2, 'none': 'z'} | [none]",
    }
  )
  void findsWhatIsNotAsFixed(String arguments, String broken) throws Exception {
    var terms = TermsField.read(
      "{\"t\": {\"arguments\": {\"a\": \"${x}\", \"b\": 1, \"c\": 2, \"none\": \"${nothing}\"}}}",
      name -> name.equals("x") ? TextNode.valueOf("x") : MissingNode.getInstance()
    );
    JsonNode proposed = JSON.readTree(arguments.replace('\'', '"'));

    assertThat(String.valueOf(terms.values().iterator().next().broken(proposed))).isEqualTo(broken);
  }
}
