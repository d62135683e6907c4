package dev.steward.crash;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/**
 * A model provider that keeps the books: every completion it sends is billed, with the node that asked for it. What it says follows
 * from the conversation; some first attempts fail.
 */
final class Provider implements AutoCloseable {

  static final BigDecimal INPUT_USD_PER_MILLION = new BigDecimal("2.00");
  static final BigDecimal OUTPUT_USD_PER_MILLION = new BigDecimal("8.00");

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern AGENT = Pattern.compile("You are the agent \"([^\"]+)\"");
  private static final Pattern MARKER = Pattern.compile("\"marker\"\\s*:\\s*\"([^\"]+)\"");
  private static final double FAULTS = 0.08;

  private final HttpServer http;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final RandomGenerator random;
  private final double faultShare;
  private final Map<String, Billed> billed = new ConcurrentHashMap<>();
  private final Map<Turn, AtomicInteger> asked = new ConcurrentHashMap<>();
  private final Map<String, Gate> gates = new ConcurrentHashMap<>();
  private final Set<Long> answering = ConcurrentHashMap.newKeySet();
  private final List<String> problems = new CopyOnWriteArrayList<>();
  private final AtomicInteger requests = new AtomicInteger();
  private final AtomicInteger faults = new AtomicInteger();

  private volatile Predicate<Turn> heldBack = any -> false;

  /** One place in one conversation. */
  record Turn(String marker, String agent, int number) {}

  /** A completion that was sent, or that was on its way when the node that had asked was killed. */
  record Billed(String id, String incarnation, Turn turn, int input, int output) {
    BigDecimal usd() {
      return INPUT_USD_PER_MILLION.multiply(BigDecimal.valueOf(input))
        .add(OUTPUT_USD_PER_MILLION.multiply(BigDecimal.valueOf(output)))
        .movePointLeft(6);
    }
  }

  private record Call(String tool, String item) {}

  Provider(RandomGenerator random) {
    this(random, FAULTS);
  }

  /** @param faults the share of first attempts that fail */
  Provider(RandomGenerator random, double faults) {
    this.random = random;
    this.faultShare = faults;
    try {
      var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
      http = HttpServer.create(address, 1024);
      http.createContext("/", this::serve);
      http.setExecutor(threads);
      http.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String url() {
    return "http://127.0.0.1:" + http.getAddress().getPort();
  }

  /** Keeps every answer at such a place back until its run is released. */
  void holdBack(Predicate<Turn> place) {
    heldBack = place;
  }

  void release(String marker) {
    gate(marker).open();
  }

  /** How many answers of a run are kept back. */
  int waiting(String marker) {
    return gate(marker).waiting();
  }

  /** By completion id. */
  Map<String, Billed> billed() {
    return billed;
  }

  /** Nobody waits for an answer. */
  boolean isIdle() {
    return answering.isEmpty();
  }

  List<String> problems() {
    return problems;
  }

  int faults() {
    return faults.get();
  }

  int requests() {
    return requests.get();
  }

  @Override
  public void close() {
    http.stop(0);
    threads.shutdownNow();
  }

  private void serve(HttpExchange exchange) throws IOException {
    long request = requests.incrementAndGet();
    answering.add(request);
    // An answer that is lost on a kept connection would be lost without a kill.
    exchange.getResponseHeaders().set("Connection", "close");
    try (exchange) {
      var incarnation = exchange
        .getRequestHeaders()
        .getFirst("Authorization")
        .replaceFirst("^Bearer ", "");
      answer(exchange, incarnation, JSON.readTree(exchange.getRequestBody().readAllBytes()));
    } catch (RuntimeException e) {
      problems.add(e.toString());
      throw e;
    } finally {
      answering.remove(request);
    }
  }

  private void answer(HttpExchange exchange, String incarnation, JsonNode request)
    throws IOException {
    var turn = turn(request);
    int attempt = asked.computeIfAbsent(turn, any -> new AtomicInteger()).incrementAndGet();
    takeTime();
    if (heldBack.test(turn)) {
      gate(turn.marker()).pass();
    }
    int fault =
      attempt == 1 && random.nextDouble() < faultShare ? faults.incrementAndGet() % 4 : -1;
    switch (fault) {
      case 0, 1 -> {
        exchange.getResponseHeaders().set("Retry-After", String.valueOf(fault));
        send(exchange, 429, "{}");
      }
      case 2 -> send(exchange, 500, "{}");
      case 3 -> send(exchange, 200, "{\"choices\": [");
      default -> complete(exchange, incarnation, turn);
    }
  }

  private void complete(HttpExchange exchange, String incarnation, Turn turn) throws IOException {
    // On the books before it is out: whoever has the answer finds it there.
    var answer = new Billed(
      "completion-" + billed.size() + "-" + random.nextLong(),
      incarnation,
      turn,
      random.nextInt(50, 500),
      random.nextInt(5, 100)
    );
    billed.put(answer.id(), answer);
    send(exchange, 200, completion(answer, calls(turn)).toString());
  }

  private static List<Call> calls(Turn turn) {
    return switch (turn.agent() + " " + turn.number()) {
      case "note-taker 1" -> List.of(new Call("notes_add", "a"), new Call("notes_add", "b"));
      case "note-taker 2" -> List.of(new Call("notes_add", "c"));
      case "booker 1" -> List.of(new Call("bookings_book", "only"));
      case "payer 1" -> List.of(new Call("payments_pay", "only"));
      case "publisher 1" -> List.of(new Call("posts_publish", "only"));
      case "dawdler 1" -> List.of(new Call("notes_add", "early"));
      case "dawdler 2" -> List.of(new Call("notes_add", "late"));
      default -> List.of();
    };
  }

  private static Turn turn(JsonNode request) {
    var messages = StreamSupport.stream(request.path("messages").spliterator(), false).toList();
    return new Turn(
      find(MARKER, messages.get(1)),
      find(AGENT, messages.get(0)),
      1 +
        (int) messages
          .stream()
          .filter(message -> message.path("role").asText().equals("assistant"))
          .count()
    );
  }

  private static String find(Pattern pattern, JsonNode message) {
    var found = pattern.matcher(message.path("content").asText());
    if (!found.find()) {
      throw new IllegalArgumentException("No " + pattern + " in " + message);
    }
    return found.group(1);
  }

  private static ObjectNode completion(Billed answer, List<Call> calls) {
    var completion = JSON.createObjectNode()
      .put("id", answer.id())
      .put("object", "chat.completion")
      .put("created", 1_780_000_000L)
      .put("model", "scripted");
    var choice = completion.putArray("choices").addObject().put("index", 0);
    choice.put("finish_reason", calls.isEmpty() ? "stop" : "tool_calls");
    var message = choice.putObject("message").put("role", "assistant");
    message.put("content", calls.isEmpty() ? "{\"status\": \"done\"}" : null);
    for (var call : calls) {
      message
        .withArray("/tool_calls")
        .addObject()
        .put("id", "call-" + call.item())
        .put("type", "function")
        .putObject("function")
        .put("name", call.tool())
        .put(
          "arguments",
          JSON.createObjectNode()
            .put("marker", answer.turn().marker())
            .put("item", call.item())
            .toString()
        );
    }
    completion
      .putObject("usage")
      .put("prompt_tokens", answer.input())
      .put("completion_tokens", answer.output())
      .put("total_tokens", answer.input() + answer.output());
    return completion;
  }

  private Gate gate(String marker) {
    return gates.computeIfAbsent(marker, any -> new Gate());
  }

  private void takeTime() {
    LockSupport.parkNanos(random.nextLong(20_000_000, 200_000_000));
  }

  private static void send(HttpExchange exchange, int status, String body) throws IOException {
    var bytes = body.getBytes(java.nio.charset.StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }
}
