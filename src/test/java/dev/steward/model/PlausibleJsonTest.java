package dev.steward.model;

import static dev.steward.model.ScriptedModelServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.steward.json.JsonSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlausibleJsonTest {

  static Stream<Path> definitions() throws IOException {
    return Stream.concat(files("agents"), files("tools"));
  }

  @ParameterizedTest
  @MethodSource("definitions")
  void fitsEverySchemaWeShip(Path definition) throws IOException {
    var file = new YAMLMapper().readTree(definition.toFile());
    var schema = file.has("output") ? file.path("output") : file.path("arguments");
    // Texts that fit few places, under names that occur in many.
    var inputs = Map.of(
      "lead",
      json("{'account': 'nobody', 'email': 'nowhere', 'status': 'odd', 'body': ''}")
    );

    assertFits(schema, inputs);
  }

  @ParameterizedTest
  @ValueSource(
    strings = {
      "{'type': 'string', 'minLength': 60}",
      "{'type': 'string', 'maxLength': 3}",
      "{'type': ['null', 'string'], 'minLength': 1}",
      "{'type': 'string', 'pattern': '^(linkedin|email)-[0-9]{3}$'}",
      "{'type': 'string', 'pattern': '^slot-\\\\d{8}T\\\\d{4}$'}",
      "{'type': 'string', 'pattern': '^[A-Z]{2}[0-9]+(-[a-z]+)?$'}",
      "{'type': 'string', 'format': 'uuid'}",
      "{'type': 'number', 'exclusiveMinimum': 0.5, 'maximum': 9}",
      "{'type': 'integer', 'maximum': -4}",
      "{'type': 'integer', 'multipleOf': 7}",
      "{'type': 'array', 'minItems': 2, 'items': {'type': 'integer', 'minimum': 4}}",
      "{'oneOf': [{'type': 'integer'}, {'type': 'string'}]}",
      "{'type': 'object', 'required': ['a'], 'properties': {'a': {'type': 'object', 'properties': {'b': {'type': 'null'}}}}}",
      "{'enum': ['x', 'y']}",
      "{'const': 5}",
    }
  )
  void fits(String schema) {
    assertFits(json(schema), Map.of());
  }

  @Test
  void prefersWhatTheInputsHold() {
    var schema = json(
      "{'type': 'object', 'properties': {'email': {'type': 'string'}, 'visits': {'type': 'integer'}}}"
    );

    var made = PlausibleJson.of(
      schema,
      Map.of("lead", json("{'email': 'ada@example.org', 'visits': 3}"))
    );

    assertThat(made).isEqualTo(json("{'email': 'ada@example.org', 'visits': 3}"));
  }

  private static void assertFits(JsonNode schema, Map<String, JsonNode> inputs) {
    var made = PlausibleJson.of(schema, inputs);

    assertThat(JsonSchema.compile(schema).validate(made)).as("%s for %s", made, schema).isEmpty();
  }

  private static Stream<Path> files(String folder) throws IOException {
    try (var files = Files.list(Path.of(folder))) {
      return files.sorted().toList().stream();
    }
  }
}
