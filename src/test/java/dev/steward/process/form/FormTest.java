package dev.steward.process.form;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.steward.problem.FieldError;
import dev.steward.problem.ProblemException;
import dev.steward.process.spi.Variables;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
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
          {"type": "textfield", "key": "lead.code", "validate": {"pattern": "^[A-Z]{2}$"}},
          {"type": "number", "key": "lead.size", "decimalDigits": 1, "validate": {"min": 1, "max": 9}},
          {"type": "datetime", "key": "lead.day"},
          {"type": "datetime", "subtype": "time", "key": "lead.hour"},
          {"type": "datetime", "subtype": "datetime", "key": "lead.at"},
          {"type": "select", "key": "lead.tier", "values": [{"value": "a"}, {"value": "b"}, {"value": 7}]},
          {"type": "select", "key": "lead.slot", "valuesKey": "offer.slots"},
          {"type": "radio", "key": "lead.room", "valuesExpression": "=offer.rooms"},
          {"type": "checklist", "key": "tags", "values": [{"value": "x"}, {"value": "y"}]},
          {"type": "checkbox", "key": "agreed"},
          {"type": "textfield", "key": "lead.id", "readonly": true}
        ]}
      ]}
      """
    )
  );

  private static final Form FILES = Form.parse(
    json(
      """
      {"components": [
        {"type": "group", "path": "offer", "components": [
          {"type": "filepicker", "key": "papers", "multiple": true, "validate": {"required": true}},
          {"type": "filepicker", "key": "letter", "accept": ".pdf"}
        ]},
        {"type": "filepicker", "key": "photo", "readonly": true}
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

    var accepted = form.accept(
      json("{'lead': {'company': 'New'}, 'agreed': true}"),
      current,
      FormFiles.NONE
    );

    assertThat(accepted).containsOnlyKeys("lead", "agreed");
    assertThat(accepted.get("lead")).isEqualTo(json("{'company': 'New', 'secret': 1}"));
  }

  @Test
  void doesNotLetReadOnlyFieldsBeWritten() {
    var accepted = form.accept(
      json("{'lead': {'company': 'A', 'id': '8'}}"),
      variables("{'lead': {'id': '7'}}"),
      FormFiles.NONE
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
      "{'lead': {'company': 'A', 'code': 'AB\\n'}} | /variables/lead/code",
      "{'lead': {'company': 'A', 'size': 0}} | /variables/lead/size",
      "{'lead': {'company': 'A', 'size': '3'}} | /variables/lead/size",
      "{'lead': {'company': 'A', 'size': 2.25}} | /variables/lead/size",
      "{'lead': {'company': 'A', 'day': '22.11.2026'}} | /variables/lead/day",
      "{'lead': {'company': 'A', 'day': '2026-02-30'}} | /variables/lead/day",
      "{'lead': {'company': 'A', 'hour': 'noon'}} | /variables/lead/hour",
      "{'lead': {'company': 'A', 'at': '2026-11-22'}} | /variables/lead/at",
      "{'lead': {'company': 'A', 'tier': '7'}} | /variables/lead/tier",
      "{'lead': {'company': 'A', 'slot': 'Monday'}} | /variables/lead/slot",
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
      form.accept(json(submitted), name -> MissingNode.getInstance(), FormFiles.NONE)
    );

    assertThat(
      problem.errors().stream().map(FieldError::path).collect(Collectors.toList())
    ).contains(pointer);
  }

  @Test
  void offersAndAcceptsTheOptionsThatAVariableHolds() {
    var current = variables(
      "{'offer': {'slots': [{'label': 'Mon', 'value': 'Monday'}], 'rooms': ['A1'], 'price': 9}}"
    );

    assertThat(form.outgoing(current)).isEqualTo(
      json("{'offer': {'slots': [{'label': 'Mon', 'value': 'Monday'}], 'rooms': ['A1']}}")
    );
    assertThat(
      form.accept(
        json("{'lead': {'company': 'A', 'slot': 'Monday', 'room': 'A1'}}"),
        current,
        FormFiles.NONE
      )
    ).containsOnlyKeys("lead");
  }

  @Test
  void findsAPatternAnywhereAsTheBrowserDoes() {
    var loose = Form.parse(
      json("{'components': [{'type': 'textfield', 'key': 'a', 'validate': {'pattern': '[0-9]'}}]}")
    );

    assertThat(
      loose.accept(json("{'a': 'No 5'}"), name -> MissingNode.getInstance(), FormFiles.NONE)
    ).containsKey("a");
  }

  @Test
  void takesADraftThatIsNotRightYetButOnlyOfItsOwnFields() {
    form.acceptDraft(json("{'lead': {'company': '', 'size': 'many'}}"));

    var problem = catchThrowableOfType(ProblemException.class, () ->
      form.acceptDraft(json("{'lead': {'secret': 1}}"))
    );

    assertThat(problem.errors())
      .extracting(FieldError::path)
      .containsExactly("/variables/lead/secret");
  }

  @Test
  void describesFilesInItsOwnWords() {
    var taken = new ArrayList<String>();
    FormFiles files = (field, id) -> {
      taken.add(field.name() + " " + id);
      return id.equals("unknown") ? Optional.empty() : Optional.of(file(id));
    };
    var current = variables("{'offer': {'papers': [{'id': 'old', 'name': 'kept'}]}}");

    var accepted = FILES.accept(
      json("{'offer': {'papers': ['new', {'id': 'old', 'name': 'forged'}]}}"),
      current,
      files
    );

    assertThat(accepted.get("offer")).isEqualTo(
      json("{'papers': [{'id': 'new', 'name': 'from the server'}, {'id': 'old', 'name': 'kept'}]}")
    );
    assertThat(taken).containsExactly("offer.papers new");
    assertThat(FILES.fileVariables()).containsExactlyInAnyOrder("offer", "photo");
    assertThat(FILES.fileField("offer.papers")).isPresent();
    assertThat(FILES.fileField("photo")).as("read-only").isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
    delimiter = '|',
    value = {
      "{} | /variables/offer/papers | is required",
      "{'offer': {'papers': null}} | /variables/offer/papers | is required",
      "{'offer': {'papers': 'files::1'}} | /variables/offer/papers | must be a list of files",
      "{'offer': {'papers': ['unknown']}} | /variables/offer/papers/0 | is no file that you have uploaded for this field",
      "{'offer': {'papers': ['a', 'a']}} | /variables/offer/papers/1 | is named twice",
      "{'offer': {'papers': ['a'], 'letter': ['b', 'c']}} | /variables/offer/letter | takes one file",
    }
  )
  void refusesFilesThatItCannotTake(String submitted, String path, String message) {
    FormFiles files = (field, id) ->
      id.equals("unknown") ? Optional.empty() : Optional.of(file(id));

    var problem = problem(() ->
      FILES.accept(json(submitted), name -> MissingNode.getInstance(), files)
    );

    assertThat(problem.errors()).containsExactly(new FieldError(path, message));
  }

  @Test
  void leavesFieldsForFilesEmptyWhereNobodyCanUpload() {
    assertThat(
      FILES.accept(json("{}"), name -> MissingNode.getInstance(), FormFiles.NONE)
    ).isEmpty();
    assertThat(
      problem(() ->
        FILES.accept(
          json("{'offer': {'papers': ['a']}}"),
          name -> MissingNode.getInstance(),
          FormFiles.NONE
        )
      ).errors()
    ).containsExactly(new FieldError("/variables/offer/papers", "stays empty in a rehearsal"));
  }

  @Test
  void refusesToBeParsedWithWhatItCannotCheck() {
    for (var broken : List.of(
      "{}",
      "{'components': [{'type': 'textfield', 'label': 'No key'}]}",
      "{'components': [{'type': 'filepicker', 'key': 'a', 'multiple': '=b'}]}",
      "{'components': [{'type': 'filepicker', 'key': 'a', 'accept': '{{b}}'}]}",
      "{'components': [{'type': 'expression', 'key': 'a', 'expression': '=1'}]}",
      "{'components': [{'type': 'select', 'key': 'a', 'valuesExpression': '=for x in a return x'}]}",
      "{'components': [{'type': 'number', 'key': 'a', 'validate': {'max': '=limit'}}]}",
      "{'components': [{'type': 'textfield', 'key': 'a', 'readonly': '=b'}]}",
      "{'components': [{'type': 'group', 'conditional': {'hide': '=b'}, 'components': [" +
        "{'type': 'textfield', 'key': 'a', 'validate': {'required': true}}]}]}",
      "{'components': [{'type': 'textfield', 'key': 'a', 'validate': {'pattern': '['}}]}"
    )) {
      assertThatThrownBy(() -> Form.parse(json(broken))).isInstanceOf(
        IllegalArgumentException.class
      );
    }
  }

  private static ProblemException problem(ThrowingCallable work) {
    return catchThrowableOfType(ProblemException.class, work);
  }

  private static ObjectNode file(String id) {
    return JSON.createObjectNode().put("id", id).put("name", "from the server");
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
