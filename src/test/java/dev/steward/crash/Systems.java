package dev.steward.crash;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
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

/**
 * The systems that tools write to. They outlive every node, take their time, and count what they did twice over: by idempotency key,
 * and by what was to be done, so that one effect under two keys is noticed too.
 */
final class Systems implements AutoCloseable {

  /** Operations whose target applies a key once; the others apply whatever they receive. */
  private static final Set<String> HEEDS_KEYS = Set.of("note", "post");

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final double FAULTS = 0.06;

  private final HttpServer http;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final RandomGenerator random;
  private final double faultShare;
  private final Map<String, AtomicInteger> received = new ConcurrentHashMap<>();
  private final Map<String, AtomicInteger> appliedByKey = new ConcurrentHashMap<>();
  private final Map<String, AtomicInteger> appliedByEffect = new ConcurrentHashMap<>();
  private final Map<String, Gate> gates = new ConcurrentHashMap<>();
  private final List<String> problems = new CopyOnWriteArrayList<>();
  private final AtomicInteger faults = new AtomicInteger();
  private final AtomicInteger lookups = new AtomicInteger();
  private volatile Predicate<String> heldBack = any -> false;

  Systems(RandomGenerator random) {
    this(random, FAULTS);
  }

  /** @param faults the share of first attempts at keyed writes that fail */
  Systems(RandomGenerator random, double faults) {
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

  static String effect(String operation, String marker, String item) {
    return operation + "/" + marker + "/" + item;
  }

  /** The operation behind a tool of the harness. */
  static String operation(String tool) {
    return switch (tool) {
      case "notes.add" -> "note";
      case "posts.publish" -> "post";
      case "bookings.book" -> "booking";
      case "payments.pay" -> "payment";
      default -> tool;
    };
  }

  /** Where a node finds them. */
  String url() {
    return "http://127.0.0.1:" + http.getAddress().getPort();
  }

  /** Keeps every answer to such an effect back until it is released. */
  void holdBack(Predicate<String> effects) {
    heldBack = effects;
  }

  void release(String effect) {
    gate(effect).open();
  }

  /** How many answers are kept back. */
  int waiting(String effect) {
    return gate(effect).waiting();
  }

  /** How often each effect came about. */
  Map<String, AtomicInteger> effects() {
    return appliedByEffect;
  }

  /** Whether a call with this key did anything. */
  boolean applied(String key) {
    return appliedByKey.containsKey(key);
  }

  Map<String, AtomicInteger> receivedByKey() {
    return received;
  }

  List<String> problems() {
    return problems;
  }

  int faults() {
    return faults.get();
  }

  int lookups() {
    return lookups.get();
  }

  @Override
  public void close() {
    http.stop(0);
    threads.shutdownNow();
  }

  private void serve(HttpExchange exchange) throws IOException {
    // A kept connection that closes under a request would put a call in doubt without a kill.
    exchange.getResponseHeaders().set("Connection", "close");
    try (exchange) {
      var operation = exchange.getRequestURI().getPath().substring(1);
      switch (exchange.getRequestMethod()) {
        case "GET" -> find(exchange);
        case "POST" -> write(exchange, operation);
        default -> send(exchange, 405, Map.of());
      }
    } catch (RuntimeException e) {
      problems.add(exchange.getRequestURI() + ": " + e);
      throw e;
    }
  }

  private void find(HttpExchange exchange) throws IOException {
    lookups.incrementAndGet();
    var key = exchange.getRequestURI().getQuery().replaceFirst("^idempotencyKey=", "");
    takeTime(true);
    if (applied(key)) {
      send(exchange, 200, Map.of("id", key));
    } else {
      send(exchange, 404, Map.of("detail", "Nothing was done with this key"));
    }
  }

  private void write(HttpExchange exchange, String operation) throws IOException {
    var body = JSON.readTree(exchange.getRequestBody().readAllBytes());
    var key = exchange.getRequestHeaders().getFirst("Idempotency-Key");
    var effect = effect(operation, body.path("marker").asText(), body.path("item").asText());
    int times = count(received, key);
    boolean keyed = HEEDS_KEYS.contains(operation);
    takeTime(keyed);
    boolean fault = keyed && times == 1 && random.nextDouble() < faultShare;
    if (fault && faults.incrementAndGet() % 2 == 0) {
      send(exchange, 503, Map.of());
      return;
    }
    if (count(appliedByKey, key) == 1 || !keyed) {
      count(appliedByEffect, effect);
    }
    takeTime(keyed);
    if (heldBack.test(effect)) {
      gate(effect).pass();
    }
    if (!fault) {
      send(exchange, 200, Map.of("id", key));
    } // else it is done, and the connection breaks before the answer
  }

  private Gate gate(String effect) {
    return gates.computeIfAbsent(effect, any -> new Gate());
  }

  private static int count(Map<String, AtomicInteger> counts, String key) {
    return counts.computeIfAbsent(key, any -> new AtomicInteger()).incrementAndGet();
  }

  /** The writes that can end up in doubt take longest, so that kills find some of them at work. */
  private void takeTime(boolean keyed) {
    long longest = keyed ? 60_000_000 : 300_000_000;
    LockSupport.parkNanos(random.nextLong(5_000_000, longest));
  }

  /** To a node that is dead by now there is no answer. */
  private static void send(HttpExchange exchange, int status, Map<String, String> answer)
    throws IOException {
    var bytes = JSON.writeValueAsBytes(answer);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }
}
