package dev.steward.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Servers that hang, drip, flood and send elsewhere. */
class OutboundHttpTest {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final OutboundHttp http = new OutboundHttp();
  private final AtomicInteger requests = new AtomicInteger();
  private final CountDownLatch over = new CountDownLatch(1);
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/echo", exchange ->
      answer(exchange, exchange.getRequestBody().readAllBytes())
    );
    server.createContext("/silent", exchange -> await());
    server.createContext("/drip", this::drip);
    server.createContext("/flood", this::flood);
    server.createContext("/away", exchange -> {
      exchange.getResponseHeaders().set("Location", "/echo");
      answer(exchange, 302, new byte[0]);
    });
    server.createContext("/broken", exchange -> {
      requests.incrementAndGet();
      exchange.close();
    });
    server.start();
  }

  @AfterEach
  void stop() throws IOException {
    over.countDown();
    server.stop(0);
    http.destroy();
  }

  @Test
  void sendsAndReads() throws Exception {
    var answer = http.exchange(request("POST", "/echo", "hello", PATIENCE, 100, Reach.ANYWHERE));

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.whole()).isTrue();
    assertThat(new String(answer.body(), StandardCharsets.UTF_8)).isEqualTo("hello");
  }

  @Test
  void givesUpOnAServerThatHangsOrDrips() {
    for (var path : new String[] { "/silent", "/drip" }) {
      var began = Instant.now();
      assertThatThrownBy(() -> http.exchange(get(path, Duration.ofMillis(700), 1000))).isInstanceOf(
        SocketTimeoutException.class
      );
      assertThat(Duration.between(began, Instant.now())).isLessThan(Duration.ofSeconds(10));
    }
  }

  @Test
  void readsNoMoreThanIsAllowed() throws Exception {
    var answer = http.exchange(get("/flood", PATIENCE, 1000));

    assertThat(answer.whole()).isFalse();
    assertThat(answer.body()).hasSize(1000);
  }

  @Test
  void followsNoRedirect() throws Exception {
    assertThat(http.exchange(get("/away", PATIENCE, 100)).status()).isEqualTo(302);
  }

  @Test
  void neverSendsTwice() {
    assertThatThrownBy(() -> http.exchange(get("/broken", PATIENCE, 100)))
      .isInstanceOf(IOException.class)
      .isNotInstanceOf(UnreachableException.class);
    assertThat(requests).hasValue(1);
  }

  @Test
  void knowsThatNothingWasSentWhereNobodyListens() throws IOException {
    int free;
    try (var socket = new ServerSocket(0)) {
      free = socket.getLocalPort();
    }
    var request = new OutboundRequest(
      "POST",
      URI.create("http://127.0.0.1:" + free + "/"),
      Map.of(),
      null,
      PATIENCE,
      100,
      Reach.ANYWHERE
    );

    assertThatThrownBy(() -> http.exchange(request)).isInstanceOf(UnreachableException.class);
  }

  @Test
  void doesNotEnterTheOwnNetworkWhereOnlyPublicAddressesAreAllowed() {
    for (var host : new String[] { "127.0.0.1", "localhost" }) {
      var request = new OutboundRequest(
        "GET",
        URI.create("http://%s:%d/echo".formatted(host, server.getAddress().getPort())),
        Map.of(),
        null,
        PATIENCE,
        100,
        Reach.PUBLIC
      );
      assertThatThrownBy(() -> http.exchange(request)).isInstanceOf(UnreachableException.class);
    }
    assertThat(requests).hasValue(0);
  }

  @Test
  void letsGoWhenItsThreadIsInterrupted() throws Exception {
    var thrown = new CompletableFuture<Throwable>();
    var thread = Thread.ofVirtual().start(() -> {
      try {
        http.exchange(get("/silent", PATIENCE, 100));
        thrown.complete(new AssertionError("It came back"));
      } catch (Throwable e) {
        thrown.complete(e);
      }
    });
    while (requests.get() == 0) {
      Thread.onSpinWait();
    }

    thread.interrupt();

    assertThat(thrown.get(10, TimeUnit.SECONDS)).isInstanceOf(InterruptedException.class);
  }

  private OutboundRequest get(String path, Duration timeout, int largest) {
    return request("GET", path, null, timeout, largest, Reach.ANYWHERE);
  }

  private OutboundRequest request(
    String method,
    String path,
    @Nullable String body,
    Duration timeout,
    int largest,
    Reach reach
  ) {
    return new OutboundRequest(
      method,
      URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path),
      Map.of(),
      body == null ? null : body.getBytes(StandardCharsets.UTF_8),
      timeout,
      largest,
      reach
    );
  }

  private void answer(HttpExchange exchange, byte[] body) throws IOException {
    requests.incrementAndGet();
    answer(exchange, 200, body);
  }

  private void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private void await() {
    requests.incrementAndGet();
    try {
      over.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void drip(HttpExchange exchange) throws IOException {
    exchange.sendResponseHeaders(200, 0);
    try (var out = exchange.getResponseBody()) {
      while (!over.await(50, TimeUnit.MILLISECONDS)) {
        out.write('.');
        out.flush();
      }
    } catch (IOException | InterruptedException e) {
      exchange.close();
    }
  }

  private void flood(HttpExchange exchange) throws IOException {
    exchange.sendResponseHeaders(200, 0);
    try (var out = exchange.getResponseBody()) {
      while (over.getCount() > 0) {
        out.write(new byte[8192]);
      }
    } catch (IOException e) {
      exchange.close();
    }
  }
}
