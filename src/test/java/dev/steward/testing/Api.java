package dev.steward.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The REST API as an application or a person's script uses it: HTTP basic, JSON in and out.
 *
 * <pre>{@code
 * var api = Api.of("http://127.0.0.1:" + port);
 * var id = api.as("app").post("/api/processes/x/instances", Map.of(…)).expect(201).at("/id").asText();
 * var tasks = api.as("approver").get("/api/tasks").ok().path("items");
 * }</pre>
 */
public final class Api {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP = HttpClient.newBuilder()
    .connectTimeout(Duration.ofSeconds(10))
    .build();

  private final String base;
  private final Map<String, String> headers;

  private Api(String base, Map<String, String> headers) {
    this.base = base.replaceFirst("/+$", "");
    this.headers = headers;
  }

  /** As nobody. */
  public static Api of(String baseUrl) {
    return new Api(baseUrl, Map.of());
  }

  public static Api of(URI baseUrl) {
    return of(baseUrl.toString());
  }

  /** As one of the default people, whose passwords are their names. */
  public Api as(String name) {
    return as(name, name);
  }

  public Api as(String name, String password) {
    var credentials = (name + ":" + password).getBytes(StandardCharsets.UTF_8);
    return with("Authorization", "Basic " + Base64.getEncoder().encodeToString(credentials));
  }

  public Api with(String header, String value) {
    var more = new LinkedHashMap<>(headers);
    more.put(header, value);
    return new Api(base, more);
  }

  public Answer get(String path) {
    return send("GET", path, null);
  }

  public Answer post(String path) {
    return send("POST", path, null);
  }

  /** @param body anything Jackson writes as JSON, such as a map or a {@link JsonNode} */
  public Answer post(String path, Object body) {
    return send("POST", path, body);
  }

  public Answer put(String path, Object body) {
    return send("PUT", path, body);
  }

  public Answer delete(String path) {
    return send("DELETE", path, null);
  }

  /** What is no text, which must have come with status 200. */
  public byte[] bytes(String path) {
    var request = HttpRequest.newBuilder(URI.create(base + path)).timeout(Duration.ofMinutes(1));
    headers.forEach(request::header);
    try {
      var response = HTTP.send(request.build(), BodyHandlers.ofByteArray());
      if (response.statusCode() != 200) {
        throw new AssertionError("GET %s: %d".formatted(path, response.statusCode()));
      }
      return response.body();
    } catch (IOException e) {
      throw new UncheckedIOException("GET " + path, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private Answer send(String method, String path, Object body) {
    var request = HttpRequest.newBuilder(URI.create(base + path)).timeout(Duration.ofMinutes(1));
    headers.forEach(request::header);
    try {
      if (body != null) {
        request.header("Content-Type", "application/json");
      }
      request.method(
        method,
        body == null
          ? BodyPublishers.noBody()
          : BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body))
      );
      var response = HTTP.send(request.build(), BodyHandlers.ofString());
      return new Answer(
        method + " " + path,
        response.statusCode(),
        response.body(),
        response.headers().firstValue("Content-Type")
      );
    } catch (IOException e) {
      throw new UncheckedIOException(method + " " + path, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  public record Answer(String request, int status, String text, Optional<String> contentType) {
    /** Missing where there is no body, a text where it is no JSON. */
    public JsonNode json() {
      if (text.isEmpty()) {
        return MissingNode.getInstance();
      }
      try {
        return contentType.filter(type -> type.contains("json")).isPresent()
          ? JSON.readTree(text)
          : TextNode.valueOf(text);
      } catch (IOException e) {
        throw new AssertionError("No JSON from " + this, e);
      }
    }

    /** The JSON, which must have come with that status. */
    public JsonNode expect(int expected) {
      if (status != expected) {
        throw new AssertionError("Expected %d: %s".formatted(expected, this));
      }
      return json();
    }

    /** The JSON of an answer that must be a success. */
    public JsonNode ok() {
      if (status < 200 || status > 299) {
        throw new AssertionError("Expected a success: " + this);
      }
      return json();
    }

    /** The stable code of a problem. */
    public String code() {
      return json().path("code").asText();
    }

    @Override
    public String toString() {
      return "%s → %d %s".formatted(request, status, text);
    }
  }
}
