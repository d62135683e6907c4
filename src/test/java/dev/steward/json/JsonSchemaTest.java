package dev.steward.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import com.sun.net.httpserver.HttpServer;
import dev.steward.problem.FieldError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JsonSchemaTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void pointsAtWhatIsMissingSurplusOrWrong() {
    var schema = JsonSchema.compile(
      json(
        """
        {"type": "object", "additionalProperties": false, "required": ["name"],
         "properties": {"name": {"type": "string"}, "person": {"type": "object",
           "properties": {"mail": {"type": "string", "format": "email"}}}}}
        """
      )
    );

    assertThat(schema.validate(json("{'person': {'mail': 'x'}, 'more': 1}")))
      .extracting(FieldError::path)
      .containsExactlyInAnyOrder("/name", "/person/mail", "/more");
    assertThat(
      schema.validate(json("{'name': 'A', 'person': {'mail': 'a@b.internal'}}"))
    ).isEmpty();
    assertThat(schema.validate(json("'text'"))).isNotEmpty();
  }

  @Test
  void refusesWhatIsNoSchema() {
    assertThatThrownBy(() -> JsonSchema.compile(json("{'type': 'text'}"))).isInstanceOf(
      IllegalArgumentException.class
    );
  }

  @Test
  void fetchesNothing() throws IOException {
    var asked = new AtomicInteger();
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", exchange -> {
      asked.incrementAndGet();
      exchange.sendResponseHeaders(200, 2);
      exchange.getResponseBody().write("{}".getBytes(StandardCharsets.UTF_8));
      exchange.close();
    });
    server.start();
    try {
      var address = "http://127.0.0.1:" + server.getAddress().getPort() + "/schema.json";
      for (var schema : List.of(
        "{'$ref': '%s'}".formatted(address),
        "{'properties': {'a': {'$schema': '%s', 'type': 'string'}}}".formatted(address)
      )) {
        assertThatThrownBy(() ->
          JsonSchema.compile(json(schema)).validate(json("{'a': 1}"))
        ).isInstanceOf(RuntimeException.class);
      }
      assertThat(asked).hasValue(0);
    } finally {
      server.stop(0);
    }
  }

  @Test
  void readsNoFiles(@TempDir Path folder) throws IOException {
    var file = Files.writeString(folder.resolve("schema.json"), "{}");

    assertThatThrownBy(() ->
      JsonSchema.compile(json("{'$ref': '%s'}".formatted(file.toUri()))).validate(json("{}"))
    ).isInstanceOf(RuntimeException.class);
  }

  @Test
  void judgesALongTextAtOnce() {
    var schema = JsonSchema.compile(json("{'type': 'string', 'format': 'email'}"));

    assertTimeoutPreemptively(Duration.ofSeconds(5), () ->
      assertThat(schema.validate(TextNode.valueOf("a@" + "b.".repeat(500_000)))).isNotEmpty()
    );
  }

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text.replace('\'', '"'));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
