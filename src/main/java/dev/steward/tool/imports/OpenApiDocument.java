package dev.steward.tool.imports;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

/** An OpenAPI document and the references inside it. Nothing is ever fetched: a reference to elsewhere leads nowhere. */
record OpenApiDocument(JsonNode root) {
  private static final int LONGEST_CHAIN = 20;

  /**
   * @param text JSON or YAML
   * @throws IllegalArgumentException where it is no OpenAPI 3.0 or 3.1, with a reason
   */
  static OpenApiDocument read(String text) {
    var content = text.startsWith("\uFEFF") ? text.substring(1) : text;
    var mapper = content.stripLeading().startsWith("{") ? new JsonMapper() : new YAMLMapper();
    JsonNode root;
    try {
      root = mapper.readTree(content);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("it cannot be read: " + e.getMessage(), e);
    }
    if (!root.path("openapi").asText().matches("3\\.[01](\\..*)?")) {
      throw new IllegalArgumentException("it is no OpenAPI document of version 3.0 or 3.1");
    }
    return new OpenApiDocument(root);
  }

  /** Whether schemas are those of 3.0, which knows no list of types and ignores what stands beside a reference. */
  boolean isOld() {
    return root.path("openapi").asText().startsWith("3.0");
  }

  String title() {
    return root.path("info").path("title").asText("an API");
  }

  /** What a node or the reference in its place says; a missing node where that is not in this document. */
  JsonNode resolve(JsonNode node) {
    var resolved = node;
    for (int i = 0; resolved.has("$ref") && i < LONGEST_CHAIN; i++) {
      resolved = at(resolved.path("$ref").asText());
    }
    return resolved;
  }

  JsonNode at(String reference) {
    return reference.startsWith("#/")
      ? root.at(
          URLDecoder.decode(reference.substring(1).replace("+", "%2B"), StandardCharsets.UTF_8)
        )
      : MissingNode.getInstance();
  }
}
