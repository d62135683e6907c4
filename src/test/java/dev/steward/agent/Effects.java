package dev.steward.agent;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * The systems that the test tools act on. {@code note} and {@code pay} apply a key once, {@code find-shipment} finds what
 * {@code ship} has applied; {@code ship} and {@code wire} are applied as often as they are asked for.
 */
final class Effects implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Set<String> KEYED = Set.of("note", "pay");
  private static final Set<String> WRITES = Set.of("note", "pay", "ship", "wire");

  /** A request as it arrived. */
  record Request(String operation, String errand, String item, String key) {}

  /** Has the effect, and gives the answer of a system that is well. */
  @FunctionalInterface
  interface Deed {
    Answer done();
  }

  /** What happens to one request. */
  @FunctionalInterface
  interface Behavior {
    Answer answer(Request request, Deed deed) throws InterruptedException;
  }

  /** @param body null where the connection breaks instead */
  record Answer(int status, @Nullable JsonNode body, Map<String, String> headers) {
    Answer(int status, @Nullable JsonNode body) {
      this(status, body, Map.of());
    }
  }

  /** Nothing happens, and the caller is asked for patience. */
  static Behavior busy(int seconds) {
    return (request, deed) ->
      new Answer(429, JSON.createObjectNode(), Map.of("Retry-After", Integer.toString(seconds)));
  }

  static Behavior status(int status) {
    return (request, deed) -> new Answer(status, JSON.createObjectNode());
  }

  /** Nobody hears that it happened. */
  static Behavior breakAfterwards() {
    return (request, deed) -> {
      deed.done();
      return new Answer(0, null);
    };
  }

  /** It never happens, and nobody hears that either. */
  static Behavior breakBefore() {
    return (request, deed) -> new Answer(0, null);
  }

  static Behavior answer(JsonNode body) {
    return (request, deed) -> {
      deed.done();
      return new Answer(200, body);
    };
  }

  private final HttpServer http;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<Request> received = new ArrayList<>();
  private final List<Request> applied = new ArrayList<>();
  private final Map<String, List<Behavior>> planned = new HashMap<>();
  private final Map<String, Behavior> always = new HashMap<>();

  Effects() {
    try {
      http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    http.createContext("/", this::serve);
    http.setExecutor(threads);
    http.start();
  }

  String url() {
    return "http://127.0.0.1:" + http.getAddress().getPort();
  }

  /** The next request of this kind; several queue up. */
  synchronized void once(String errand, String operation, Behavior behavior) {
    planned.computeIfAbsent(errand + "/" + operation, none -> new ArrayList<>()).add(behavior);
  }

  synchronized void always(String errand, String operation, Behavior behavior) {
    always.put(errand + "/" + operation, behavior);
  }

  synchronized List<Request> received(String errand, String operation) {
    return received
      .stream()
      .filter(request -> request.errand().equals(errand) && request.operation().equals(operation))
      .toList();
  }

  /** What really happened, as {@code operation item}. */
  synchronized List<String> applied(String errand) {
    return applied
      .stream()
      .filter(request -> request.errand().equals(errand))
      .map(request -> request.operation() + " " + request.item())
      .toList();
  }

  @Override
  public void close() {
    http.stop(0);
    threads.shutdownNow();
  }

  private void serve(HttpExchange exchange) throws IOException {
    var request = request(exchange);
    try {
      var answer = behavior(request).answer(request, () -> apply(request));
      if (answer.body() != null) {
        var bytes = JSON.writeValueAsBytes(answer.body());
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        answer.headers().forEach(exchange.getResponseHeaders()::set);
        exchange.sendResponseHeaders(answer.status(), bytes.length);
        exchange.getResponseBody().write(bytes);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      exchange.close();
    }
  }

  private synchronized Behavior behavior(Request request) {
    received.add(request);
    var of = request.errand() + "/" + request.operation();
    var next = planned.getOrDefault(of, List.of());
    return next.isEmpty()
      ? always.getOrDefault(of, (any, deed) -> deed.done())
      : next.removeFirst();
  }

  private synchronized Answer apply(Request request) {
    if (request.operation().equals("find-shipment")) {
      return applied
        .stream()
        .filter(made -> made.operation().equals("ship") && made.key().equals(request.item()))
        .findFirst()
        .map(made -> new Answer(200, result(made)))
        .orElseGet(() -> new Answer(404, JSON.createObjectNode()));
    }
    boolean known =
      KEYED.contains(request.operation()) &&
      applied.stream().anyMatch(made -> made.key().equals(request.key()));
    if (WRITES.contains(request.operation()) && !known) {
      applied.add(request);
    }
    return new Answer(200, result(request));
  }

  private static ObjectNode result(Request request) {
    return JsonNodeFactory.instance.objectNode().put("item", request.item());
  }

  private static Request request(HttpExchange exchange) throws IOException {
    var arguments = new HashMap<String, String>();
    var query = exchange.getRequestURI().getRawQuery();
    for (var pair : query == null ? new String[0] : query.split("&")) {
      var parts = pair.split("=", 2);
      arguments.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
    }
    var body = exchange.getRequestBody().readAllBytes();
    if (body.length > 0) {
      JSON.readTree(body)
        .properties()
        .forEach(argument -> arguments.put(argument.getKey(), argument.getValue().asText()));
    }
    return new Request(
      exchange.getRequestURI().getPath().substring(1),
      arguments.getOrDefault("errand", ""),
      arguments.getOrDefault("item", arguments.getOrDefault("idempotencyKey", "")),
      String.valueOf(exchange.getRequestHeaders().getFirst("Idempotency-Key"))
    );
  }
}
