package dev.steward.tool.imports;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.steward.tool.imports.InlinedSchema.Direction;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The contract of one operation, as cautious as can be: what nobody has looked at is asked about, and trusted with nothing. */
final class Draft {

  private static final Pattern PATH_PARAMETER = Pattern.compile("\\{([^{}]+)}");
  /** Steward sends these itself. */
  private static final Set<String> OWN_HEADERS = Set.of(
    "accept",
    "content-type",
    "authorization",
    "proxy-authorization",
    "cookie",
    "idempotency-key"
  );
  private static final Set<String> BODY_KEYWORDS = Set.of(
    "type",
    "properties",
    "required",
    "title",
    "description",
    "additionalProperties"
  );

  private final Operation operation;
  private final String prefix;
  private final List<String> notes = new ArrayList<>();
  private final ObjectNode properties = object();
  private final Set<String> required = new LinkedHashSet<>();
  private final ObjectNode http = object();
  private final ObjectNode query = object();
  private final ObjectNode headers = object();

  private Draft(Operation operation, String prefix) {
    this.operation = operation;
    this.prefix = prefix;
  }

  /** An operation that a contract cannot express. */
  static final class NotPossible extends Exception {

    private static final long serialVersionUID = 1L;

    NotPossible(String reason) {
      super(reason);
    }
  }

  /** @param notes what of the operation is left out, or must be looked at by a person */
  record Result(ObjectNode contract, List<String> notes) {}

  static Result of(Operation operation, String name, String prefix, String environment)
    throws NotPossible {
    var draft = new Draft(operation, prefix);
    var contract = draft.contract(name, environment);
    return new Result(contract, draft.notes);
  }

  private ObjectNode contract(String name, String environment) throws NotPossible {
    request();
    boolean reads = operation.method().equals("GET");
    var contract = object()
      .put("name", name)
      .put("title", operation.title())
      .put("description", operation.description())
      .put("owner", "unassigned")
      .put("class", reads ? "read" : "approval-required")
      .put("reversible", reads)
      .put("requires", Names.dashed(prefix) + ":use")
      .put("audience", "external")
      .put("trust", "untrusted")
      .put(
        "effect",
        switch (operation.method()) {
          case "GET" -> "read";
          case "PUT", "DELETE" -> "idempotent";
          default -> "irreversible";
        }
      );
    var arguments = contract
      .putObject("arguments")
      .put("type", "object")
      .put("additionalProperties", false);
    if (!required.isEmpty()) {
      required.forEach(arguments.putArray("required")::add);
    }
    arguments.set("properties", properties);
    contract.set(
      "result",
      operation
        .answer()
        .map(schema -> InlinedSchema.of(operation.document(), schema, Direction.RESPONSE))
        .orElseGet(() -> object().put("type", "object"))
    );
    contract.putObject("environments").putObject(environment).set("http", http);
    return contract;
  }

  private void request() throws NotPossible {
    http.put("method", operation.method());
    var server = operation.server();
    if (!server.matches("https?://[^{}$]+")) {
      var setting = Names.variable(prefix, "URL");
      server = "${" + setting + "}" + (server.matches("/[^{}$]*") ? server : "");
      notes.add("names no server; say where it is in " + setting);
    }
    var path = operation.path();
    if (path.contains("$")) {
      throw new NotPossible("its path holds a '$', which contracts take for a setting");
    }
    for (var parameter : operation.parameters().values()) {
      path = parameter(parameter, path);
    }
    http.put("url", server + rest(path));
    if (!query.isEmpty()) {
      http.set("query", query);
    }
    if (!headers.isEmpty()) {
      http.set("headers", headers);
    }
    body();
    new SignIn(operation, prefix, notes).auth(server).ifPresent(auth -> http.set("auth", auth));
  }

  /** @return the path, in which the parameter has the name of its argument */
  private String parameter(JsonNode parameter, String path) throws NotPossible {
    var name = parameter.path("name").asText();
    var place = parameter.path("in").asText();
    if (place.equals("header") && OWN_HEADERS.contains(name.toLowerCase(Locale.ROOT))) {
      return path;
    }
    boolean needed = place.equals("path") || parameter.path("required").asBoolean();
    var schema = single(
      InlinedSchema.of(
        operation.document(),
        Operation.json(parameter.path("content")).orElse(parameter.path("schema")),
        Direction.REQUEST
      )
    );
    if (isContainer(schema) || parameter.has("content") || place.equals("cookie")) {
      if (needed) {
        throw new NotPossible(
          "the %s parameter '%s' is no single value in url, query or headers".formatted(place, name)
        );
      }
      notes.add("leaves the %s parameter '%s' out".formatted(place, name));
      return path;
    }
    if (parameter.path("description").isTextual()) {
      schema.put("description", Names.text(parameter.path("description").asText()));
    }
    var argument = free(Names.argument(name), place);
    add(argument, schema, name);
    if (needed) {
      required.add(argument);
    }
    switch (place) {
      case "path" -> {
        return path.replace("{" + name + "}", "{" + argument + "}");
      }
      case "query" -> query.put(name, "{" + argument + "}");
      default -> headers.put(name, "{" + argument + "}");
    }
    return path;
  }

  /** Parameters that the path has and nobody describes. */
  private String rest(String path) {
    return PATH_PARAMETER.matcher(path).replaceAll(match -> {
      var argument = Names.argument(match.group(1));
      if (!properties.has(argument)) {
        add(argument, object().put("type", "string"), match.group(1));
        required.add(argument);
      }
      return Matcher.quoteReplacement("{" + argument + "}");
    });
  }

  private void body() throws NotPossible {
    var body = operation.requestBody();
    var content = body.path("content");
    if (operation.method().equals("GET") || content.isEmpty()) {
      return;
    }
    var json = Operation.json(content);
    if (json.isEmpty()) {
      if (body.path("required").asBoolean()) {
        throw new NotPossible("the body is of type " + content.fieldNames().next() + ", not JSON");
      }
      notes.add("leaves the body out, which is no JSON");
      return;
    }
    var schema = InlinedSchema.of(operation.document(), json.get(), Direction.REQUEST);
    if (isFlat(schema)) {
      for (var property : schema.path("properties").properties()) {
        add(property.getKey(), (ObjectNode) property.getValue(), property.getKey());
      }
      schema
        .path("required")
        .valueStream()
        .map(JsonNode::asText)
        .filter(properties::has)
        .forEach(required::add);
      if (operation.method().equals("DELETE")) {
        var template = http.putObject("body");
        schema
          .path("properties")
          .fieldNames()
          .forEachRemaining(name -> template.put(name, "{" + name + "}"));
      }
    } else {
      var argument = free("body", "json");
      add(argument, schema, "body");
      http.put("body", "{" + argument + "}");
      if (body.path("required").asBoolean()) {
        required.add(argument);
      }
    }
  }

  /** Whether the properties of the body can stand beside the parameters. */
  private boolean isFlat(ObjectNode schema) {
    return (
      schema.path("type").asText().equals("object") &&
      !schema.path("properties").isEmpty() &&
      !schema.path("additionalProperties").isObject() &&
      !schema.path("additionalProperties").asBoolean() &&
      schema.propertyStream().allMatch(one -> BODY_KEYWORDS.contains(one.getKey())) &&
      schema
        .path("properties")
        .propertyStream()
        .allMatch(
          one -> one.getKey().equals(Names.argument(one.getKey())) && !properties.has(one.getKey())
        )
    );
  }

  private void add(String argument, ObjectNode schema, String name) {
    if (!schema.has("title")) {
      schema.put("title", Names.sentence(name));
    }
    properties.set(argument, schema);
  }

  private String free(String argument, String place) {
    return properties.has(argument) ? argument + "_" + place : argument;
  }

  /** One value is a list, too, however lists are written in an address. */
  private static ObjectNode single(ObjectNode schema) {
    return schema.path("type").asText().equals("array") &&
      schema.path("items") instanceof ObjectNode items
      ? items
      : schema;
  }

  private static boolean isContainer(JsonNode schema) {
    var types = schema.path("type").isTextual()
      ? Set.of(schema.path("type").asText())
      : Set.copyOf(schema.path("type").valueStream().map(JsonNode::asText).toList());
    return (
      types.contains("object") ||
      types.contains("array") ||
      schema.path("anyOf").valueStream().anyMatch(Draft::isContainer) ||
      schema.path("allOf").valueStream().anyMatch(Draft::isContainer)
    );
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }
}
