package dev.steward.tool.imports;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How a contract signs in where an operation asks for it. Secrets are references to environment variables of the prefix. */
final class SignIn {

  private final Operation operation;
  private final String prefix;
  private final List<String> notes;

  /** @param notes learn what a person must look at */
  SignIn(Operation operation, String prefix, List<String> notes) {
    this.operation = operation;
    this.prefix = prefix;
    this.notes = notes;
  }

  /** @param server that relative addresses start from */
  Optional<ObjectNode> auth(String server) {
    var alternatives = operation
      .security()
      .valueStream()
      .filter(alternative -> !alternative.isEmpty())
      .toList();
    var alternative = alternatives
      .stream()
      .filter(one -> one.size() == 1)
      .findFirst();
    if (alternative.isEmpty()) {
      if (!alternatives.isEmpty()) {
        notes.add("asks for several credentials at once; set auth by hand");
      }
      return Optional.empty();
    }
    var scheme = alternative.get().properties().iterator().next();
    var schemes = operation.document().root().path("components").path("securitySchemes");
    return Optional.ofNullable(
      auth(operation.document().resolve(schemes.path(scheme.getKey())), scheme.getValue(), server)
    );
  }

  private @Nullable ObjectNode auth(JsonNode scheme, JsonNode scopes, String server) {
    return switch (scheme.path("type").asText()) {
      case "http" -> switch (scheme.path("scheme").asText().toLowerCase(Locale.ROOT)) {
        case "bearer" -> bearer();
        case "basic" -> key("header", "Authorization", "Basic " + secret("BASIC"));
        default -> unknown(scheme);
      };
      case "apiKey" -> switch (scheme.path("in").asText()) {
        case "header", "query" -> key(
          scheme.path("in").asText(),
          scheme.path("name").asText(),
          secret("KEY")
        );
        default -> unknown(scheme);
      };
      case "oauth2" -> scheme.path("flows").has("clientCredentials")
        ? oauth2(scheme.path("flows").path("clientCredentials"), scopes, server)
        : bearer();
      case "openIdConnect" -> bearer();
      default -> unknown(scheme);
    };
  }

  private ObjectNode bearer() {
    return object().put("bearer", secret("TOKEN"));
  }

  private static ObjectNode key(String place, String name, String value) {
    var auth = object();
    auth.putObject("apiKey").put(place, name).put("value", value);
    return auth;
  }

  private ObjectNode oauth2(JsonNode flow, JsonNode scopes, String server) {
    var auth = object();
    var credentials = auth
      .putObject("oauth2")
      .put("tokenUrl", absolute(flow.path("tokenUrl").asText(), server))
      .put("clientId", secret("CLIENT_ID"))
      .put("clientSecret", secret("CLIENT_SECRET"));
    if (!scopes.isEmpty()) {
      credentials.put(
        "scope",
        scopes.valueStream().map(JsonNode::asText).collect(Collectors.joining(" "))
      );
    }
    return auth;
  }

  private String absolute(String url, String server) {
    // A '$' would be taken for a setting of this application.
    if (url.matches("https?://[^$]*")) {
      return url;
    }
    return server.startsWith("$") || url.contains("$")
      ? secret("TOKEN_URL")
      : URI.create(server + "/")
          .resolve(url)
          .toString();
  }

  private @Nullable ObjectNode unknown(JsonNode scheme) {
    notes.add(
      "signs in by '%s', which contracts cannot; set auth by hand".formatted(
        scheme.path("type").asText("an unknown scheme")
      )
    );
    return null;
  }

  private String secret(String what) {
    return "${" + Names.variable(prefix, what) + "}";
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }
}
