package dev.steward.tool.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.steward.outbound.OutboundHttp;
import dev.steward.process.spi.Audience;
import dev.steward.process.spi.Labels;
import dev.steward.process.spi.Mandate;
import dev.steward.process.spi.WorkContext;
import dev.steward.tool.contract.Contract;
import dev.steward.tool.contract.Effect;
import dev.steward.tool.contract.HttpTarget;
import dev.steward.tool.contract.ToolClass;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.env.MockEnvironment;
import org.springframework.util.unit.DataSize;

/** What of an answer says that a call happened, that it did not, and that nobody knows; and what is sent at all. */
class HttpAdapterTest {

  private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

  private final ObjectMapper json = new ObjectMapper();
  private final YAMLMapper yaml = new YAMLMapper();
  private final List<String> seen = new CopyOnWriteArrayList<>();
  private final AtomicInteger tokens = new AtomicInteger();
  private final OutboundHttp outbound = new OutboundHttp();
  private String environment = "sandbox";
  private HttpServer server;
  private HttpAdapter adapter;
  private int status = 200;
  private String answer = "{}";
  private String retryAfter = "";
  private long delayMs;
  private Effect effect = Effect.KEYED;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::handle);
    server.createContext("/token", this::token);
    server.start();
    var settings = new MockEnvironment()
      .withProperty("base", base())
      .withProperty("SECRET", "s3cret")
      .withProperty("CLIENT", "steward");
    adapter = new HttpAdapter(
      settings,
      outbound,
      new ClientTokens(settings, outbound),
      json,
      Clock.fixed(NOW, ZoneOffset.UTC)
    );
  }

  @AfterEach
  void stop() throws IOException {
    server.stop(0);
    outbound.destroy();
  }

  @Test
  void fillsPathQueryHeadersAndPutsTheRestIntoTheBody() throws Exception {
    var got = call(
      """
      method: POST
      url: ${base}/people/{id}/notes
      query: {kind: "{kind}", page: "{page}"}
      headers: {X-Account: "{account}"}
      """,
      "{'id': 'a?b c', 'kind': 'x&y', 'account': 'acc-1', 'text': 'Hello', 'n': 3}"
    );

    assertThat(got).isInstanceOf(Answer.Success.class);
    assertThat(seen).containsExactly(
      "POST /people/a%3Fb%20c/notes?kind=x%26y account=acc-1 key=key-1 auth=null {\"text\":\"Hello\",\"n\":3}"
    );
  }

  @Test
  void fillsABodyOfItsOwnAndTakesTheAnswerFromItsPlace() throws Exception {
    answer = "{\"data\": {\"id\": 7}, \"meta\": 1}";

    var got = call(
      """
      method: POST
      url: ${base}/notes
      body: {note: {text: "Re: {text}", count: "{n}", missing: "{other}"}}
      answer: /data
      """,
      "{'text': 'Hello', 'n': 3}"
    );

    assertThat(got).isEqualTo(new Answer.Success(json.readTree("{\"id\": 7}")));
    assertThat(seen.getFirst()).endsWith("{\"note\":{\"text\":\"Re: Hello\",\"count\":3}}");
  }

  @Test
  void signsInWithBearerAndKey() throws Exception {
    call("{method: GET, url: '${base}/', auth: {bearer: '${SECRET}'}}", "{}");
    call(
      "{method: GET, url: '${base}/', auth: {apiKey: {header: X-Account, value: '${SECRET}'}}}",
      "{}"
    );
    call("{method: GET, url: '${base}/', auth: {apiKey: {query: key, value: '${SECRET}'}}}", "{}");

    assertThat(seen.get(0)).contains("auth=Bearer s3cret");
    assertThat(seen.get(1)).contains("account=s3cret");
    assertThat(seen.get(2)).contains("GET /?key=s3cret");
  }

  @Test
  void getsATokenOnceAndAnewWhereItWasRevoked() throws Exception {
    var target =
      "{method: GET, url: '${base}/', auth: {oauth2: {tokenUrl: '${base}/token', clientId: '${CLIENT}', clientSecret: '${SECRET}', scope: notes}}}";

    call(target, "{}");
    call(target, "{}");
    assertThat(tokens).hasValue(1);
    assertThat(seen).allMatch(request -> request.contains("auth=Bearer token-1"));

    status = 401;
    assertThat(call(target, "{}")).isInstanceOf(Answer.Failure.class);
    status = 200;
    call(target, "{}");
    assertThat(seen.getLast()).contains("auth=Bearer token-2");
  }

  @Test
  void sendsNothingWithoutAToken() throws Exception {
    var got = call(
      "{method: GET, url: '${base}/', auth: {oauth2: {tokenUrl: '${base}/token', clientId: other, clientSecret: '${SECRET}'}}}",
      "{}"
    );

    assertThat(got).isInstanceOf(Answer.Unavailable.class);
    assertThat(seen).isEmpty();
  }

  @Test
  void goesOnlyToHostsThatTheContractAllows() throws Exception {
    var target =
      "{method: GET, url: 'http://{host}/', hosts: ['127.0.0.1', '*.example.com']}".replace(
        "{host}/",
        "{host}:" + server.getAddress().getPort() + "/"
      );

    assertThat(call(target, "{'host': '127.0.0.1'}")).isInstanceOf(Answer.Success.class);
    assertThat(call(target, "{'host': 'localhost'}")).isInstanceOf(Answer.Failure.class);
    assertThat(call(target, "{'host': 'notexample.com'}")).isInstanceOf(Answer.Failure.class);
    assertThat(call(target, "{'host': '127.0.0.1@localhost'}")).isInstanceOf(Answer.Failure.class);
    assertThat(seen).hasSize(1);
  }

  @Test
  void doesNotEnterThePrivateNetworkInProduction() throws Exception {
    environment = "production";

    assertThat(call("{method: GET, url: '${base}/'}", "{}")).isInstanceOf(Answer.Unavailable.class);
    assertThat(call("{method: GET, url: '${base}/', privateNetwork: true}", "{}")).isInstanceOf(
      Answer.Success.class
    );
    assertThat(seen).hasSize(1);
  }

  @Test
  void letsNoArgumentAddAHeader() throws Exception {
    var got = call(
      "{method: GET, url: '${base}/', headers: {X-Account: '{account}'}}",
      "{'account': 'a\\r\\nX-Admin: yes'}"
    );

    assertThat(got).isInstanceOf(Answer.Failure.class);
    assertThat(seen).isEmpty();
  }

  @Test
  void looksNoSettingUpThatAnArgumentNames() throws Exception {
    call("{method: GET, url: '${base}/', query: {q: '{text}'}}", "{'text': '${SECRET}'}");

    assertThat(seen.getFirst()).contains("q=%24%7BSECRET%7D");
  }

  @Test
  void tellsARefusalFromAnUnknownOutcome() throws Exception {
    status = 409;
    answer = "{\"detail\": \"The slot is taken\"}";
    assertThat(get()).isEqualTo(
      new Answer.Failure("The target answered with status 409: The slot is taken")
    );
    for (int unclear : new int[] { 408, 500, 503 }) {
      status = unclear;
      assertThat(get()).isInstanceOf(Answer.Unknown.class);
    }
  }

  @Test
  void leavesATargetAloneForAsLongAsItAsks() throws Exception {
    status = 429;
    assertThat(pause()).isEqualTo(Duration.ofSeconds(1));
    retryAfter = "90";
    assertThat(pause()).isEqualTo(Duration.ofSeconds(90));
    retryAfter = DateTimeFormatter.RFC_1123_DATE_TIME.format(
      NOW.plusSeconds(30).atOffset(ZoneOffset.UTC)
    );
    assertThat(pause()).isEqualTo(Duration.ofSeconds(30));
    retryAfter = "soon";
    assertThat(pause()).isEqualTo(Duration.ofSeconds(1));
    retryAfter = "9999999";
    assertThat(pause()).isEqualTo(Duration.ofHours(1));
    status = 503;
    retryAfter = "7";
    assertThat(pause()).isEqualTo(Duration.ofSeconds(7));
    effect = Effect.IRREVERSIBLE;
    assertThat(get()).isInstanceOf(Answer.Unknown.class);
  }

  @ParameterizedTest
  @ValueSource(strings = { "", " ", ".", "..", "../admin", "a/b", "a\\\\b" })
  void letsNoArgumentLeadElsewhere(String card) throws Exception {
    var got = call(
      "{method: DELETE, url: '${base}/customers/{card}/cards'}",
      "{'card': '%s'}".formatted(card)
    );

    assertThat(got).isInstanceOf(Answer.Failure.class);
    assertThat(seen).isEmpty();
  }

  @Test
  void doesNotQuoteAnAddressThatMayHoldAKey() throws Exception {
    var got = call(
      "{method: GET, url: '${base}/x?fields=a|b', auth: {apiKey: {query: key, value: '${SECRET}'}}}",
      "{}"
    );

    assertThat(got).isInstanceOfSatisfying(Answer.Failure.class, failure ->
      assertThat(failure.message()).doesNotContain("s3cret")
    );
    assertThat(seen).isEmpty();
  }

  @Test
  void takesNoAnswerWhereThereIsNone() throws Exception {
    answer = " ";
    assertThat(get()).isEqualTo(new Answer.Success(json.createObjectNode()));
    answer = "{\"other\": 1}";
    assertThat(call("{method: GET, url: '${base}/', answer: /data}", "{}")).isInstanceOf(
      Answer.Unknown.class
    );
  }

  @Test
  void knowsWhatIsAbsent() throws Exception {
    status = 404;
    assertThat(get()).isInstanceOfSatisfying(Answer.Failure.class, failure ->
      assertThat(failure.absent()).isTrue()
    );
    // Gone says that there was something.
    status = 410;
    assertThat(get()).isInstanceOfSatisfying(Answer.Failure.class, failure ->
      assertThat(failure.absent()).isFalse()
    );
  }

  @Test
  void repeatsARefusalsWordsAsTheyCanBeStored() throws Exception {
    status = 400;
    answer = "{\"detail\": \"a\\u0000b %s\"}".formatted("x".repeat(5000));

    assertThat(get()).isInstanceOfSatisfying(Answer.Failure.class, failure ->
      assertThat(failure.message()).contains("a\uFFFDb").hasSizeLessThan(2_100)
    );
  }

  private Duration pause() throws Exception {
    return ((Answer.Busy) get()).pause();
  }

  @Test
  void takesOutWhatCannotBeStored() throws Exception {
    answer = "{\"text\": \"a\\u0000b\"}";

    assertThat(get()).isEqualTo(new Answer.Success(json.readTree("{\"text\": \"a\uFFFDb\"}")));
  }

  @Test
  void followsNoRedirect() throws Exception {
    status = 302;

    // See Other is how many a target says that it is done.
    assertThat(get()).isInstanceOf(Answer.Unknown.class);
    effect = Effect.READ;
    assertThat(get()).isInstanceOf(Answer.Failure.class);
    assertThat(seen).hasSize(2);
  }

  @Test
  void doesNotKnowWhatBecameOfACallThatTimedOutOrAnsweredNonsense() throws Exception {
    delayMs = 3_000;
    assertThat(get()).isInstanceOf(Answer.Unknown.class);
    delayMs = 0;
    answer = "<html>";
    assertThat(get()).isInstanceOf(Answer.Unknown.class);
    answer = "\"" + "x".repeat(2 << 20) + "\"";
    assertThat(get()).isInstanceOf(Answer.Unknown.class);
  }

  @Test
  void knowsThatNothingWasSentWhereNobodyListens() throws Exception {
    server.stop(0);

    assertThat(get()).isInstanceOf(Answer.Unavailable.class);
  }

  @Test
  void sendsNothingThatCannotBeBuilt() throws Exception {
    assertThat(call("{method: GET, url: '${base}/people/{id}'}", "{}")).isInstanceOf(
      Answer.Failure.class
    );
    assertThat(call("{method: GET, url: 'file:///etc/passwd'}", "{}")).isInstanceOf(
      Answer.Failure.class
    );
    assertThat(seen).isEmpty();
  }

  private Answer get() throws JsonProcessingException {
    return call("{method: GET, url: '${base}/'}", "{}");
  }

  private Answer call(String target, String arguments) throws JsonProcessingException {
    JsonNode parsed = json.readTree(arguments.replace('\'', '"'));
    return adapter.call(
      yaml.readValue(target, HttpTarget.class),
      new Order(contract(), parsed, "key-1", context(), Labels.NONE, null)
    );
  }

  private WorkContext context() {
    return new WorkContext(
      "process",
      1,
      "instance",
      "execution",
      "task",
      "Task",
      null,
      "app",
      environment,
      "internal-summarization",
      "standard",
      Labels.NONE,
      Mandate.of("app"),
      false
    );
  }

  private Contract contract() {
    var any = json.createObjectNode().put("type", "object");
    return new Contract(
      "test.tool",
      "Test",
      "A tool",
      "tests",
      ToolClass.WRITE,
      true,
      null,
      "x",
      Audience.INTERNAL,
      Contract.Trust.TRUSTED,
      Contract.Sensitivity.INTERNAL,
      effect,
      null,
      null,
      null,
      null,
      null,
      null,
      any,
      any,
      new Contract.Sensitive(List.of(), List.of()),
      new Contract.Sizes(DataSize.ofKilobytes(64), DataSize.ofMegabytes(1)),
      Duration.ofMillis(800),
      new Contract.Retry(1, Duration.ZERO),
      List.of(),
      new Contract.Breaker(50, 20, Duration.ofSeconds(30)),
      null,
      Map.of()
    );
  }

  private String base() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  private void token(HttpExchange exchange) throws IOException {
    var authorization = String.valueOf(header(exchange, "Authorization"));
    // Basic steward:s3cret
    boolean known = authorization.equals("Basic c3Rld2FyZDpzM2NyZXQ=");
    var body = known
      ? "{\"access_token\": \"token-%d\", \"token_type\": \"Bearer\", \"expires_in\": 3600}".formatted(
          tokens.incrementAndGet()
        )
      : "{\"error\": \"invalid_client\"}";
    var bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(known ? 200 : 401, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private void handle(HttpExchange exchange) throws IOException {
    var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    seen.add(
      "%s %s account=%s key=%s auth=%s %s".formatted(
        exchange.getRequestMethod(),
        exchange.getRequestURI(),
        header(exchange, "X-Account"),
        header(exchange, "Idempotency-Key"),
        header(exchange, "Authorization"),
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
    if (!retryAfter.isEmpty()) {
      exchange.getResponseHeaders().add("Retry-After", retryAfter);
    }
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private static @Nullable String header(HttpExchange exchange, String name) {
    return exchange.getRequestHeaders().getFirst(name);
  }
}
