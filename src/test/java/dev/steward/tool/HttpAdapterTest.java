package dev.steward.tool;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.steward.outbound.OutboundHttp;
import dev.steward.process.spi.Audience;
import dev.steward.tool.Contract.HttpBinding;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.mock.env.MockEnvironment;

/** What of an answer says that a call happened, that it did not, and that nobody knows. */
class HttpAdapterTest {

  private final ObjectMapper json = new ObjectMapper();
  private final List<String> seen = new ArrayList<>();
  private HttpServer server;
  private int status = 200;
  private String answer = "{}";
  private long delayMs;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::handle);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void fillsPathQueryHeadersAndPutsTheRestIntoTheBody() throws Exception {
    var binding = new HttpBinding(
      "POST",
      "${base}/people/{id}/notes",
      Map.of("kind", "{kind}", "page", "{page}"),
      Map.of("X-Account", "{account}")
    );

    var got = call(
      binding,
      "{'id': 'a/b c', 'kind': 'x&y', 'account': 'acc-1', 'text': 'Hello', 'n': 3}"
    );

    assertThat(got).isInstanceOf(Answer.Success.class);
    assertThat(seen).containsExactly(
      "POST /people/a%2Fb%20c/notes?kind=x%26y account=acc-1 key=key-1 {\"text\":\"Hello\",\"n\":3}"
    );
  }

  @Test
  void tellsARefusalFromAnUnknownOutcome() throws Exception {
    status = 409;
    answer = "{\"detail\": \"The slot is taken\"}";
    assertThat(call(get(), "{}")).isEqualTo(
      new Answer.Failure("The target answered with status 409: The slot is taken")
    );
    for (int unclear : new int[] { 408, 429, 500, 503 }) {
      status = unclear;
      assertThat(call(get(), "{}")).isInstanceOf(Answer.Unknown.class);
    }
  }

  @Test
  void takesOutWhatCannotBeStored() throws Exception {
    answer = "{\"text\": \"a\\u0000b\"}";

    assertThat(call(get(), "{}")).isEqualTo(
      new Answer.Success(json.readTree("{\"text\": \"a\uFFFDb\"}"))
    );
  }

  @Test
  void followsNoRedirect() throws Exception {
    status = 302;

    assertThat(call(get(), "{}")).isInstanceOf(Answer.Failure.class);
    assertThat(seen).hasSize(1);
  }

  @Test
  void doesNotKnowWhatBecameOfACallThatTimedOutOrAnsweredNonsense() throws Exception {
    delayMs = 3_000;
    assertThat(call(get(), "{}")).isInstanceOf(Answer.Unknown.class);
    delayMs = 0;
    answer = "<html>";
    assertThat(call(get(), "{}")).isInstanceOf(Answer.Unknown.class);
    answer = "\"" + "x".repeat(2 << 20) + "\"";
    assertThat(call(get(), "{}")).isInstanceOf(Answer.Unknown.class);
    server.stop(0);
    assertThat(call(get(), "{}")).isInstanceOf(Answer.Unknown.class);
  }

  @Test
  void sendsNothingThatCannotBeBuilt() throws Exception {
    var binding = new HttpBinding("GET", "${base}/people/{id}", Map.of(), Map.of());

    assertThat(call(binding, "{}")).isInstanceOf(Answer.Failure.class);
    assertThat(seen).isEmpty();
  }

  private static HttpBinding get() {
    return new HttpBinding("GET", "${base}/", Map.of(), Map.of());
  }

  private Answer call(HttpBinding binding, String arguments) throws IOException {
    var environment = new MockEnvironment().withProperty(
      "base",
      "http://127.0.0.1:" + server.getAddress().getPort()
    );
    JsonNode parsed = json.readTree(arguments.replace('\'', '"'));
    return new HttpAdapter(environment, new OutboundHttp(), json).call(
      contract(),
      binding,
      parsed,
      "key-1"
    );
  }

  private Contract contract() {
    var any = json.createObjectNode().put("type", "object");
    return new Contract(
      "test.tool",
      "A tool",
      "tests",
      ToolClass.WRITE,
      true,
      null,
      "x",
      Audience.INTERNAL,
      Contract.Trust.TRUSTED,
      Effect.KEYED,
      null,
      null,
      null,
      any,
      any,
      List.of(),
      Duration.ofMillis(800),
      new Contract.Retry(1, Duration.ZERO),
      Map.of()
    );
  }

  private void handle(HttpExchange exchange) throws IOException {
    var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    seen.add(
      "%s %s account=%s key=%s %s".formatted(
        exchange.getRequestMethod(),
        exchange.getRequestURI(),
        header(exchange, "X-Account"),
        header(exchange, "Idempotency-Key"),
        body
      )
    );
    try {
      Thread.sleep(delayMs);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    var bytes = answer.getBytes(StandardCharsets.UTF_8);
    if (status == 302) {
      exchange.getResponseHeaders().add("Location", "/elsewhere");
    }
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private static @Nullable String header(HttpExchange exchange, String name) {
    return exchange.getRequestHeaders().getFirst(name);
  }
}
