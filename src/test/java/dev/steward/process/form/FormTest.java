package dev.steward.process.form;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.steward.problem.FieldError;
import dev.steward.problem.ProblemException;
import dev.steward.process.spi.Variables;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FormTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Form form = Form.parse(
    json(
      """
      {"components": [
        {"type": "text", "text": "# Lead"},
        {"type": "group", "components": [
          {"type": "textfield", "key": "lead.company", "validate": {"required": true, "maxLength": 10}},
          {"type": "textfield", "key": "lead.email", "validate": {"validationType": "email"}},
          {"type": "textfield", "key": "lead.code", "validate": {"pattern": "[A-Z]{2}"}},
          {"type": "number", "key": "lead.size", "validate": {"min": 1, "max": 9}},
          {"type": "select", "key": "lead.tier", "values": [{"value": "a"}, {"value": "b"}]},
          {"type": "checklist", "key": "tags", "values": [{"value": "x"}, {"value": "y"}]},
          {"type": "checkbox", "key": "agreed"},
          {"type": "textfield", "key": "lead.id", "readonly": true}
        ]}
      ]}
      """
    )
  );

  @Test
  void givesOutOnlyWhatItNames() {
    var variables = variables(
      "{'lead': {'company': 'A', 'secret': 1, 'id': '7'}, 'other': 2, 'tags': ['x']}"
    );

    assertThat(form.outgoing(variables)).isEqualTo(
      json("{'lead': {'company': 'A', 'id': '7'}, 'tags': ['x']}")
    );
  }

  @Test
  void mergesWhatComesBackIntoTheVariable() {
    var current = variables("{'lead': {'company': 'Old', 'secret': 1}}");

    var accepted = form.accept(json("{'lead': {'company': 'New'}, 'agreed': true}"), current);

    assertThat(accepted).containsOnlyKeys("lead", "agreed");
    assertThat(accepted.get("lead")).isEqualTo(json("{'company': 'New', 'secret': 1}"));
  }

  @Test
  void doesNotLetReadOnlyFieldsBeWritten() {
    var accepted = form.accept(
      json("{'lead': {'company': 'A', 'id': '8'}}"),
      variables("{'lead': {'id': '7'}}")
    );

    assertThat(accepted).containsEntry("lead", json("{'company': 'A', 'id': '7'}"));
  }

  @ParameterizedTest
  @CsvSource(
    delimiter = '|',
    value = {
      "{} | /variables/lead/company",
      "{'lead': {'company': '  '}} | /variables/lead/company",
      "{'lead': {'company': 'longer than ten'}} | /variables/lead/company",
      "{'lead': {'company': 5}} | /variables/lead/company",
      "{'lead': {'company': 'A', 'email': 'nobody'}} | /variables/lead/email",
      "{'lead': {'company': 'A', 'code': 'abc'}} | /variables/lead/code",
      "{'lead': {'company': 'A', 'size': 0}} | /variables/lead/size",
      "{'lead': {'company': 'A', 'size': '3'}} | /variables/lead/size",
      "{'lead': {'company': 'A', 'tier': 'c'}} | /variables/lead/tier",
      "{'lead': {'company': 'A'}, 'tags': ['z']} | /variables/tags",
      "{'lead': {'company': 'A'}, 'agreed': 'yes'} | /variables/agreed",
      "{'lead': {'company': 'A', 'owner': 'me'}} | /variables/lead/owner",
      "{'lead': {'company': 'A'}, 'initiator': 'root'} | /variables/initiator",
      "{'lead': 'A'} | /variables/lead",
      "{'lead': {'company': 'A\\u0000'}} | /variables/lead/company",
    }
  )
  void namesTheValueThatIsWrong(String submitted, String pointer) {
    var problem = catchThrowableOfType(ProblemException.class, () ->
      form.accept(json(submitted), name -> MissingNode.getInstance())
    );

    assertThat(
      problem.errors().stream().map(FieldError::path).collect(Collectors.toList())
    ).contains(pointer);
  }

  @Test
  void refusesToBeParsedWithWhatItCannotCheck() {
    for (var broken : List.of(
      "{}",
      "{'components': [{'type': 'textfield', 'label': 'No key'}]}",
      "{'components': [{'type': 'filepicker', 'key': 'a'}]}",
      "{'components': [{'type': 'textfield', 'key': 'a', 'validate': {'pattern': '['}}]}"
    )) {
      assertThatThrownBy(() -> Form.parse(json(broken))).isInstanceOf(
        IllegalArgumentException.class
      );
    }
  }

  private static Variables variables(String text) {
    return json(text)::path;
  }

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text.replace('\'', '"'));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
