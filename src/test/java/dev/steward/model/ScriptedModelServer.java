package dev.steward.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A provider that speaks OpenAI's chat protocol on loopback and is strict about it: what breaks {@link ProtocolRules} is answered
 * with 400 and kept in {@link #breaches()}. What the model says follows from the conversation alone.
 */
public final class ScriptedModelServer implements AutoCloseable {

  static final String PATH = "/v1/chat/completions";

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Function<Conversation, Reply> script;
  private final HttpServer http;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final AtomicInteger ids = new AtomicInteger();
  private final List<Planned> faults = new CopyOnWriteArrayList<>();
  private final List<Recorded> requests = new CopyOnWriteArrayList<>();
  private final List<Answered> answers = new CopyOnWriteArrayList<>();
  private final List<String> breaches = new CopyOnWriteArrayList<>();
  private volatile Function<ObjectNode, JsonNode> finish = answer -> answer;

  /** @param headers in lower case, of several values the first */
  public record Recorded(String path, String protocol, Map<String, String> headers, JsonNode body) {
    public Conversation conversation() {
      return new Conversation(body);
    }
  }

  /** A completion that went out whole, with the tokens it was billed. */
  public record Answered(
    Conversation conversation,
    Reply reply,
    int input,
    int cached,
    int output
  ) {}

  private record Planned(Predicate<Conversation> when, Fault fault, boolean always) {}

  private ScriptedModelServer(Function<Conversation, Reply> script, HttpServer http) {
    this.script = script;
    this.http = http;
  }

  public static ScriptedModelServer saying(Function<Conversation, Reply> script) {
    try {
      var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
      var server = new ScriptedModelServer(script, HttpServer.create(address, 0));
      server.http.createContext("/", server::serve);
      server.http.setExecutor(server.threads);
      server.http.start();
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Without the version and without a slash at its end. */
  public String url() {
    return "http://127.0.0.1:" + http.getAddress().getPort();
  }

  /** The next request of this kind meets the fault; faults of one kind queue up. */
  public void once(Predicate<Conversation> when, Fault fault) {
    faults.add(new Planned(when, fault, false));
  }

  void once(Fault fault) {
    once(any -> true, fault);
  }

  public void always(Predicate<Conversation> when, Fault fault) {
    faults.add(new Planned(when, fault, true));
  }

  /** Changes every completion before it goes out, for providers with ways of their own. */
  void finishing(Function<ObjectNode, JsonNode> change) {
    finish = change;
  }

  public List<Recorded> requests() {
    return List.copyOf(requests);
  }

  Recorded lastRequest() {
    return requests.getLast();
  }

  public List<Answered> answers() {
    return List.copyOf(answers);
  }

  public List<String> breaches() {
    return List.copyOf(breaches);
  }

  @Override
  public void close() {
    closing.countDown();
    http.stop(0);
    threads.shutdown();
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      var headers = new TreeMap<String, String>();
      exchange
        .getRequestHeaders()
        .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.getFirst()));
      var recorded = new Recorded(
        exchange.getRequestURI().getPath(),
        exchange.getProtocol(),
        headers,
        JSON.readTree(exchange.getRequestBody().readAllBytes())
      );
      requests.add(recorded);
      var broken = ProtocolRules.breaches(recorded);
      if (!recorded.path().equals(PATH)) {
        send(exchange, 404, error("There is no " + recorded.path()));
      } else if (broken.isEmpty()) {
        answer(exchange, recorded.conversation());
      } else {
        breaches.addAll(broken);
        send(exchange, 400, error(String.join("; ", broken)));
      }
    } catch (RuntimeException e) {
      breaches.add("The script fails: " + e);
      throw e;
    }
  }

  private void answer(HttpExchange exchange, Conversation conversation) throws IOException {
    switch (fault(conversation).orElse(null)) {
      case null -> complete(exchange, conversation, script.apply(conversation));
      case Fault.Nonsense nonsense -> complete(
        exchange,
        conversation,
        nonsense(nonsense, script.apply(conversation))
      );
      case Fault.Status error -> {
        error.headers().forEach(exchange.getResponseHeaders()::set);
        send(exchange, error.status(), error("Status " + error.status() + " as planned"));
      }
      case Fault.Transport transport -> breakDown(exchange, conversation, transport);
    }
  }

  private Optional<Fault> fault(Conversation conversation) {
    for (var planned : faults) {
      if (planned.when().test(conversation) && (planned.always() || faults.remove(planned))) {
        return Optional.of(planned.fault());
      }
    }
    return Optional.empty();
  }

  private static Reply nonsense(Fault.Nonsense nonsense, Reply reply) {
    return switch (nonsense) {
      case UNKNOWN_TOOL -> Reply.call("no_such_tool", Map.of());
      case ARGUMENTS_NO_JSON -> new Reply(
        reply.text(),
        reply
          .calls()
          .stream()
          .map(call -> new Reply.Call(call.tool(), "{\"name\": "))
          .toList(),
        null
      );
      case ANSWER_BREAKS_SCHEMA -> Reply.answer(Map.of("unexpected", true));
      case CUT_OFF -> reply.cutOff();
    };
  }

  private void breakDown(
    HttpExchange exchange,
    Conversation conversation,
    Fault.Transport transport
  ) throws IOException {
    var whole = completion(
      conversation,
      script.apply(conversation),
      billed(conversation, Reply.text(""))
    );
    var half = whole.toString().substring(0, whole.toString().length() / 2);
    switch (transport) {
      case SILENT -> awaitClosing();
      case STALLED -> {
        begin(exchange, half, whole);
        awaitClosing();
      }
      case TRUNCATED -> begin(exchange, half, whole);
      case MALFORMED_JSON -> send(exchange, 200, half);
      case HTML_PAGE -> {
        exchange.getResponseHeaders().set("Content-Type", "text/html");
        send(exchange, 200, "<html>It works!</html>");
      }
      case NO_CHOICES -> {
        whole.putArray("choices");
        send(exchange, 200, whole.toString());
      }
      case NO_MESSAGE -> {
        ((ObjectNode) whole.at("/choices/0")).remove("message");
        send(exchange, 200, whole.toString());
      }
      case ERROR_IN_BODY -> send(exchange, 200, error("Overloaded"));
    }
  }

  private static void begin(HttpExchange exchange, String half, JsonNode whole) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(200, whole.toString().getBytes(StandardCharsets.UTF_8).length);
    exchange.getResponseBody().write(half.getBytes(StandardCharsets.UTF_8));
    exchange.getResponseBody().flush();
  }

  private void awaitClosing() {
    try {
      closing.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void complete(HttpExchange exchange, Conversation conversation, Reply reply)
    throws IOException {
    var billed = billed(conversation, reply);
    var text = finish.apply(completion(conversation, reply, billed)).toString();
    // On record before it is out: whoever has the answer finds it here.
    answers.add(billed);
    send(exchange, 200, text);
  }

  private ObjectNode completion(Conversation conversation, Reply reply, Answered billed) {
    var completion = JSON.createObjectNode()
      .put("id", "chatcmpl-" + ids.incrementAndGet())
      .put("object", "chat.completion")
      .put("created", 1_780_000_000L)
      .put("model", conversation.model() + "-2026-01-01");
    var choice = completion.putArray("choices").addObject().put("index", 0);
    choice.put("finish_reason", reply.finishReason());
    choice.putNull("logprobs");
    var message = choice.putObject("message").put("role", "assistant").put("content", reply.text());
    message.putNull("refusal");
    if (reply.reasoning() != null) {
      message.put("reasoning_content", reply.reasoning());
    }
    for (var call : reply.calls()) {
      message
        .withArray("/tool_calls")
        .addObject()
        .put("id", "call_" + ids.incrementAndGet())
        .put("type", "function")
        .putObject("function")
        .put("name", call.tool())
        .put("arguments", call.arguments());
    }
    var usage = completion.putObject("usage");
    usage.put("prompt_tokens", billed.input()).put("completion_tokens", billed.output());
    usage.put("total_tokens", billed.input() + billed.output());
    usage.putObject("prompt_tokens_details").put("cached_tokens", billed.cached());
    usage.putObject("completion_tokens_details").put("reasoning_tokens", 0);
    return completion;
  }

  /** Four characters a token; what earlier turns have sent already is cached. */
  private static Answered billed(Conversation conversation, Reply reply) {
    var messages = conversation.messages();
    int known = 0;
    int input = 0;
    for (var message : messages) {
      if (message.path("role").asText().equals("assistant")) {
        known = input;
      }
      input += message.toString().length() / 4;
    }
    return new Answered(conversation, reply, input, known, reply.toString().length() / 4);
  }

  private static String error(@Nullable String message) {
    var error = JSON.createObjectNode();
    error
      .putObject("error")
      .put("message", message)
      .put("type", "invalid_request_error")
      .putNull("code");
    return error.toString();
  }

  private static void send(HttpExchange exchange, int status, String body) throws IOException {
    var bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().putIfAbsent("Content-Type", List.of("application/json"));
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  static JsonNode json(String text) {
    try {
      return JSON.readTree(text.replace('\'', '"'));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(text, e);
    }
  }
}
