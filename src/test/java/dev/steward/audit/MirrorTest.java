package dev.steward.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import com.sun.net.httpserver.HttpServer;
import dev.steward.outbound.OutboundHttp;
import dev.steward.outbound.Reach;
import dev.steward.outbound.WebhookSignature;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;

class MirrorTest {

  private static final String SECRET = "a-secret-of-the-receiver";
  private static final ObjectMapper JSON = new ObjectMapper().registerModule(new JavaTimeModule());
  private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

  private record Received(String type, String signature, byte[] body) {}

  private final AuditDatabase database = new AuditDatabase();
  private final JdbcClient jdbc = JdbcClient.create(database.application);
  private final List<Received> received = new CopyOnWriteArrayList<>();
  private final AtomicInteger failures = new AtomicInteger();
  private final HttpServer receiver = receiver();
  private final OutboundHttp http = new OutboundHttp();

  @AfterEach
  void stop() throws IOException {
    receiver.stop(0);
    http.destroy();
  }

  @Test
  void sendsEachSignedEntryOnceInTheOrderOfItsChain() throws SQLException {
    database.write("a", 2);
    database.write("b", 1);
    sign();
    database.write("a", 1);

    mirror(NOW).work();

    assertThat(places()).containsExactly(
      "instance:a 1",
      "instance:a 2",
      "instance:b 1",
      "checkpoint-1"
    );

    sign();
    mirror(NOW).work();
    mirror(NOW).work();

    assertThat(places()).endsWith("checkpoint-1", "instance:a 3", "checkpoint-2").hasSize(6);
    assertThat(new MirrorRows(jdbc).state()).satisfies(state -> {
      assertThat(state.taken()).isEqualTo(4);
      assertThat(state.checkpointsBehind()).isZero();
    });
  }

  @Test
  void sendsWhatVouchesForTheTrail() throws SQLException {
    database.write("a", 1);
    sign();

    mirror(NOW).work();

    var request = received.getFirst();
    assertThat(request.type()).isEqualTo("application/cloudevents-batch+json; charset=UTF-8");
    assertThat(request.signature()).isEqualTo(
      WebhookSignature.of(SECRET, NOW.getEpochSecond(), request.body())
    );
    var entry = events().getFirst();
    assertThat(entry.path("type").asText()).isEqualTo("dev.steward.demo.written");
    assertThat(entry.path("hash").asText()).isEqualTo(
      jdbc
        .sql("SELECT encode(hash, 'hex') FROM audit_link WHERE chain = 'instance:a'")
        .query(String.class)
        .single()
    );
    assertThat(events().getLast().path("data").toString()).isEqualTo(
      new CheckpointRows(database.application).find(1).orElseThrow().line()
    );
  }

  @Test
  void sendsManyInBatches() throws SQLException {
    database.write("a", 700);
    database.write("b", 300);
    sign();

    mirror(NOW).work();

    assertThat(received).hasSize(3);
    assertThat(places()).containsExactlyElementsOf(
      Stream.of(places("a", 700), places("b", 300), Stream.of("checkpoint-1"))
        .flatMap(each -> each)
        .toList()
    );
  }

  @Test
  void waitsLongerWithEachFailureAndLosesNothing() throws SQLException {
    database.write("a", 1);
    sign();
    failures.set(2);

    mirror(NOW).work();
    mirror(NOW.plusMillis(900)).work();
    mirror(NOW.plusSeconds(1)).work();
    mirror(NOW.plusMillis(2900)).work();

    assertThat(new MirrorRows(jdbc).state()).satisfies(state -> {
      assertThat(state.attempts()).isEqualTo(2);
      assertThat(state.failingSince()).isEqualTo(NOW);
      assertThat(state.problem()).isEqualTo("The receiver answered with 503");
      assertThat(state.checkpointsBehind()).isEqualTo(1);
    });
    assertThat(received).isEmpty();

    mirror(NOW.plusSeconds(3)).work();

    assertThat(places()).containsExactly("instance:a 1", "checkpoint-1");
    assertThat(new MirrorRows(jdbc).state().failingSince()).isNull();
  }

  @Test
  void sendsAgainWhatItDidNotGetToNote() throws SQLException {
    database.write("a", 1);
    sign();
    var dying = new MirrorRows(jdbc) {
      @Override
      void taken(Place next, int entries, Instant now) {
        throw new IllegalStateException("killed");
      }
    };

    mirror(NOW, dying).work();
    mirror(NOW).work();

    assertThat(places()).containsExactly(
      "instance:a 1",
      "checkpoint-1",
      "instance:a 1",
      "checkpoint-1"
    );
  }

  @Test
  void needsASecret() {
    assertThatThrownBy(() -> properties("short"))
      .isInstanceOf(IllegalArgumentException.class)
      .hasMessageContaining("steward.audit.mirror.secret");
  }

  private void sign() {
    database.checkpoints(database.properties(null, Set.of())).fromTimeToTime();
  }

  private Mirror mirror(Instant now) {
    return mirror(now, new MirrorRows(jdbc));
  }

  private Mirror mirror(Instant now, MirrorRows rows) {
    return new Mirror(
      rows,
      new CheckpointRows(database.application),
      new JdbcAuditLog(jdbc, database.application, database.payloads(null)),
      properties(SECRET),
      http,
      JSON,
      Clock.fixed(now, ZoneOffset.UTC),
      new JdbcTransactionManager(database.application)
    );
  }

  private MirrorProperties properties(String secret) {
    return new MirrorProperties(
      URI.create("http://127.0.0.1:" + receiver.getAddress().getPort() + "/trail"),
      secret,
      Reach.ANYWHERE,
      Duration.ofSeconds(10)
    );
  }

  private List<String> places() {
    return events()
      .stream()
      .map(event ->
        event.has("chain")
          ? event.path("chain").asText() + " " + event.path("position").asText()
          : event.path("id").asText()
      )
      .toList();
  }

  private static Stream<String> places(String instance, int length) {
    return IntStream.rangeClosed(1, length).mapToObj(n -> "instance:" + instance + " " + n);
  }

  private List<JsonNode> events() {
    var all = new ArrayList<JsonNode>();
    for (var request : received) {
      try {
        JSON.readTree(request.body()).forEach(all::add);
      } catch (IOException e) {
        throw new AssertionError(new String(request.body(), StandardCharsets.UTF_8), e);
      }
    }
    return all;
  }

  private HttpServer receiver() {
    try {
      var server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
      server.createContext("/trail", exchange -> {
        var body = exchange.getRequestBody().readAllBytes();
        var fails = failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
        if (!fails) {
          received.add(
            new Received(
              exchange.getRequestHeaders().getFirst("Content-Type"),
              exchange.getRequestHeaders().getFirst(WebhookSignature.HEADER),
              body
            )
          );
        }
        exchange.sendResponseHeaders(fails ? 503 : 204, -1);
        exchange.close();
      });
      server.start();
      return server;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
