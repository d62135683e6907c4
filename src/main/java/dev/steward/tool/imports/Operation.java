package dev.steward.tool.imports;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One operation of an OpenAPI document.
 *
 * @param method in capital letters
 * @param item what the document says of the path, for all its operations
 */
record Operation(
  OpenApiDocument document,
  String method,
  String path,
  JsonNode item,
  JsonNode source
) {
  /** By place and name, where the operation's own replace those of the path. */
  Map<String, JsonNode> parameters() {
    var parameters = new LinkedHashMap<String, JsonNode>();
    Stream.of(item, source)
      .flatMap(owner -> owner.path("parameters").valueStream())
      .map(document::resolve)
      .forEach(parameter ->
        parameters.put(
          parameter.path("in").asText() + " " + parameter.path("name").asText(),
          parameter
        )
      );
    return parameters;
  }

  String id() {
    return source.path("operationId").asText(method.toLowerCase(Locale.ROOT) + " " + path);
  }

  String title() {
    var summary = source.path("summary").asText("").strip();
    return Names.shortened(
      summary.isEmpty() ? Names.sentence(id()) : summary.replaceAll("\\s+|\\.$", " ").strip(),
      100
    );
  }

  String description() {
    var description = Names.text(source.path("description").asText(""));
    var text = description.isEmpty() ? title() + "." : description;
    return Names.shortened(
      source.path("deprecated").asBoolean() ? "Deprecated. " + text : text,
      1_000
    );
  }

  JsonNode requestBody() {
    return document.resolve(source.path("requestBody"));
  }

  /** The schema of the first good answer in JSON. */
  Optional<JsonNode> answer() {
    return source
      .path("responses")
      .propertyStream()
      .filter(response -> response.getKey().startsWith("2"))
      .map(response -> json(document.resolve(response.getValue()).path("content")))
      .flatMap(Optional::stream)
      .findFirst();
  }

  /** The schema of what a body holds where it is JSON. */
  static Optional<JsonNode> json(JsonNode content) {
    return content
      .propertyStream()
      .filter(media ->
        media.getKey().toLowerCase(Locale.ROOT).matches("application/(.+\\+)?json\\s*(;.*)?")
      )
      .map(media -> media.getValue().path("schema"))
      .findFirst();
  }

  /** Each alternative names the schemes that are needed together. */
  JsonNode security() {
    return source.has("security") ? source.path("security") : document.root().path("security");
  }

  /** The address of the first server that is named; empty where there is none. */
  String server() {
    var server = Stream.of(source, item, document.root())
      .map(owner -> owner.path("servers").path(0))
      .filter(JsonNode::isObject)
      .findFirst();
    if (server.isEmpty()) {
      return "";
    }
    var url = server.get().path("url").asText();
    for (var variable : server.get().path("variables").properties()) {
      url = url.replace(
        "{" + variable.getKey() + "}",
        variable.getValue().path("default").asText()
      );
    }
    return url.replaceAll("/+$", "");
  }
}
