package dev.steward.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.steward.json.DefinitionFiles.Definition;

/**
 * A definition to be kept.
 *
 * @param place its file
 * @param source YAML
 * @param body what it says, as JSON
 */
public record StoredDefinition(
  String place,
  String name,
  String version,
  String source,
  JsonNode body
) {
  public static StoredDefinition of(String name, Definition<?> definition, JsonNode body) {
    return new StoredDefinition(
      definition.name(),
      name,
      definition.digest(),
      definition.text(),
      body
    );
  }
}
