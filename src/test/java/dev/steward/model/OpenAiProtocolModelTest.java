package dev.steward.model;

import static dev.steward.model.ScriptedModelServer.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.steward.outbound.OutboundHttp;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class OpenAiProtocolModelTest {

  private static final Duration LONG = Duration.ofSeconds(30);

  ScriptedModelServer server;
  Function<Conversation, Reply> script = any -> Reply.text("Hello");

  @BeforeEach
  void start() {
    server = ScriptedModelServer.saying(conversation -> script.apply(conversation));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void takesTheDotsOutOfToolNamesAndPutsThemBack() {
    script = any ->
      Reply.call("crm_update-lead", Map.of("status", "new")).and(
        Reply.call("crm_history", Map.of())
      );

    var answer = model().answer(ask(tool("crm.update-lead"), tool("crm.history")));

    assertThat(server.lastRequest().conversation().tools()).containsExactly(
      "crm_update-lead",
      "crm_history"
    );
    assertThat(answer.message().calls())
      .extracting(Message.Call::tool)
      .containsExactly("crm.update-lead", "crm.history");
    assertThat(answer.message().calls().getFirst().arguments()).isEqualTo(
      json("{'status': 'new'}")
    );
    assertThat(answer.finishReason()).isEqualTo("tool_calls");
  }

  @Test
  void describesToolsByTheirSchemas() {
    model().answer(ask(tool("crm.history")));

    assertThat(server.lastRequest().body().path("tools")).isEqualTo(
      json(
        """
        [{'type': 'function', 'function': {'name': 'crm_history', 'description': 'About crm.history',
          'parameters': {'type': 'object', 'properties': {'email': {'type': 'string'}}}}}]
        """
      )
    );
  }

  @Test
  void leavesToolsOutWhereThereAreNone() {
    model().answer(ask());

    assertThat(server.lastRequest().body().has("tools")).isFalse();
  }

  @Test
  void handsOnTheNameOfAToolThatWasNeverOffered() {
    script = any -> Reply.call("crm_history", Map.of());
    server.once(Fault.Nonsense.UNKNOWN_TOOL);

    var calls = model()
      .answer(ask(tool("crm.history")))
      .message()
      .calls();

    assertThat(calls).singleElement().extracting(Message.Call::tool).isEqualTo("no_such_tool");
  }

  @Test
  void sendsAConversationAsTheProtocolWantsIt() {
    var request = new ModelRequest(
      List.of(
        new Message.System("Be brief."),
        new Message.User("Look it up."),
        new Message.Assistant(
          "I look it up.",
          List.of(
            new Message.Call("a", "crm.history", json("{'email': 'x@y.example'}")),
            new Message.Call("b", "company.lookup", json("{}"))
          ),
          "The history comes first."
        ),
        new Message.ToolResult("a", "crm.history", json("{'known': false}")),
        new Message.ToolResult("b", "company.lookup", json("{'error': {'code': 'x'}}"))
      ),
      List.of(tool("crm.history"), tool("company.lookup")),
      nothingToRehearse()
    );

    model().answer(request);

    assertThat(server.lastRequest().body().path("messages")).isEqualTo(
      json(
        """
        [{'role': 'system', 'content': 'Be brief.'},
         {'role': 'user', 'content': 'Look it up.'},
         {'role': 'assistant', 'content': 'I look it up.', 'reasoning_content': 'The history comes first.',
          'tool_calls': [
            {'id': 'a', 'type': 'function',
             'function': {'name': 'crm_history', 'arguments': '{\\'email\\':\\'x@y.example\\'}'}},
            {'id': 'b', 'type': 'function', 'function': {'name': 'company_lookup', 'arguments': '{}'}}]},
         {'role': 'tool', 'tool_call_id': 'a', 'content': '{\\'known\\':false}'},
         {'role': 'tool', 'tool_call_id': 'b', 'content': '{\\'error\\':{\\'code\\':\\'x\\'}}'}]
        """
      )
    );
    assertThat(server.lastRequest().body().path("model").asText()).isEqualTo("some-model");
  }

  @Test
  void goesOnFromItsOwnAnswers() {
    script = conversation ->
      conversation.turn() == 0
        ? Reply.call("crm_history", Map.of("email", "x@y.example")).thinking("Hm.")
        : Reply.text("Known: " + conversation.result("crm_history").path("known"));
    var messages = new ArrayList<Message>(ask().messages());
    var tools = List.of(tool("crm.history"));

    var first = model()
      .answer(new ModelRequest(messages, tools, nothingToRehearse()))
      .message();
    messages.add(first);
    messages.add(
      new Message.ToolResult(first.calls().getFirst().id(), "crm.history", json("{'known': true}"))
    );
    var second = model().answer(new ModelRequest(messages, tools, nothingToRehearse()));

    assertThat(first.reasoning()).isEqualTo("Hm.");
    assertThat(second.message().text()).isEqualTo("Known: true");
    assertThat(server.breaches()).isEmpty();
  }

  @Test
  void sendsAnEmptyAnswerBackAsAnEmptyText() {
    var empty = new Message.Assistant(null, List.of(), null);
    List<Message> messages = List.of(
      new Message.User("Hello?"),
      empty,
      new Message.User("Answer again.")
    );

    model().answer(new ModelRequest(messages, List.of(), nothingToRehearse()));

    assertThat(server.lastRequest().body().at("/messages/1/content").asText("none")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = { "{\"email\": ", "{\"email\": \"a\"}{\"email\": \"b\"}", "none" })
  void keepsArgumentsThatAreNoJsonAsTheyAre(String arguments) {
    script = conversation ->
      conversation.turn() == 0
        ? new Reply(null, List.of(new Reply.Call("crm_history", arguments)), null)
        : Reply.text("Sorry");
    var messages = new ArrayList<Message>(ask().messages());

    var answer = model()
      .answer(ask(tool("crm.history")))
      .message();

    assertThat(answer.calls().getFirst().arguments().isTextual()).isTrue();
    assertThat(answer.calls().getFirst().arguments().textValue()).isEqualTo(arguments);
    messages.add(answer);
    messages.add(new Message.ToolResult(answer.calls().getFirst().id(), "crm.history", json("{}")));
    model().answer(new ModelRequest(messages, List.of(tool("crm.history")), nothingToRehearse()));
    assertThat(
      server.lastRequest().body().at("/messages/1/tool_calls/0/function/arguments").asText()
    ).isEqualTo(arguments);
  }

  @Test
  void takesNoArgumentsForAnEmptyObject() {
    script = any -> new Reply(null, List.of(new Reply.Call("calendar_find-slots", "")), null);

    var answer = model().answer(ask(tool("calendar.find-slots")));

    assertThat(answer.message().calls().getFirst().arguments()).isEqualTo(json("{}"));
  }

  @Test
  void countsTokensAndTheirCost() {
    server.finishing(completion -> {
      completion.set(
        "usage",
        json(
          """
          {'prompt_tokens': 1000, 'completion_tokens': 200, 'total_tokens': 1200,
           'prompt_tokens_details': {'cached_tokens': 600}}
          """
        )
      );
      return completion;
    });

    var priced = model(settings -> settings.prices("3", "0.30", "15")).answer(ask());
    var uncached = model(settings -> settings.prices("3", null, "15")).answer(ask());

    assertThat(priced.usage()).isEqualTo(new ModelAnswer.Usage(1000, 600, 200));
    assertThat(priced.costUsd()).isEqualByComparingTo("0.00438"); // 400 × 3 + 600 × 0.30 + 200 × 15
    assertThat(uncached.costUsd()).isEqualByComparingTo("0.006"); // 1000 × 3 + 200 × 15
  }

  @Test
  void neverChargesLessThanNothing() {
    server.finishing(completion -> {
      completion.set(
        "usage",
        json("{'prompt_tokens': 10, 'prompt_tokens_details': {'cached_tokens': 900}}")
      );
      return completion;
    });

    var answer = model(settings -> settings.prices("3", "0", "15")).answer(ask());

    assertThat(answer.usage()).isEqualTo(new ModelAnswer.Usage(10, 10, 0));
    assertThat(answer.costUsd()).isZero();
  }

  @Test
  void livesWithoutUsage() {
    server.finishing(completion -> completion.without("usage"));

    assertThat(model().answer(ask()).usage()).isEqualTo(ModelAnswer.Usage.NONE);
  }

  @Test
  void keepsTheWholeAnswer() {
    server.finishing(completion -> {
      ((ObjectNode) completion.at("/choices/0")).put("finish_reason", "eos_token");
      ((ObjectNode) completion.at("/choices/0/message")).put(
        "reasoning",
        "A field the client does not know"
      );
      return completion.put("provider", "somebody");
    });

    var answer = model().answer(ask());

    assertThat(answer.raw().path("provider").asText()).isEqualTo("somebody");
    assertThat(answer.raw().at("/choices/0/message/reasoning").asText()).startsWith("A field");
    assertThat(answer.finishReason()).isEqualTo("eos_token");
    assertThat(answer.providerModel()).isEqualTo("some-model-2026-01-01");
    assertThat(answer.model()).isEqualTo("long");
    assertThat(answer.rehearsal()).isFalse();
  }

  @Test
  void readsAnAnswerInParts() {
    server.finishing(completion -> {
      ((ObjectNode) completion.at("/choices/0/message")).set(
        "content",
        json(
          "[{'type': 'thinking', 'thinking': []}, {'type': 'text', 'text': 'Hel'}, {'type': 'text', 'text': 'lo'}]"
        )
      );
      return completion;
    });

    assertThat(model().answer(ask()).message().text()).isEqualTo("Hello");
  }

  @Test
  void holdsNothingThatTheDatabaseRefuses() {
    script = any ->
      new Reply(
        "a\0b \\u0000",
        List.of(new Reply.Call("crm_history", "{\"email\": \"x\\u0000y\"}")),
        null
      );

    var answer = model().answer(ask(tool("crm.history")));

    assertThat(answer.message().text()).isEqualTo("a\uFFFDb \\u0000");
    assertThat(answer.message().calls().getFirst().arguments()).isEqualTo(
      json("{'email': 'x\uFFFDy'}")
    );
    assertThat(answer.raw().at("/choices/0/message/content").asText()).doesNotContain("\0");
  }

  @Test
  void asksNoServerToUpgrade() {
    model().answer(ask());

    assertThat(server.lastRequest().protocol()).isEqualTo("HTTP/1.1");
    assertThat(server.lastRequest().headers()).doesNotContainKeys("upgrade", "http2-settings");
  }

  @ParameterizedTest
  @CsvSource({
    "'', /v1/chat/completions",
    "/, /v1/chat/completions",
    "/v1, /v1/chat/completions",
    "/v1/, /v1/chat/completions",
    "/v1, /chat/completions",
  })
  void findsTheEndpointFromEitherFormOfTheBaseUrl(String ending, String path) {
    model(settings -> settings.baseUrl(server.url() + ending).path(path)).answer(ask());

    assertThat(server.lastRequest().path()).isEqualTo("/v1/chat/completions");
  }

  @Test
  void sendsItsKeyIfItHasOne() {
    model(settings -> settings.key("secret")).answer(ask());
    assertThat(server.lastRequest().headers()).containsEntry("authorization", "Bearer secret");

    model(settings -> settings.key("")).answer(ask());
    assertThat(server.lastRequest().headers()).doesNotContainKey("authorization");
  }

  @ParameterizedTest
  @CsvSource({
    "400, REJECTED, false",
    "401, REJECTED, false",
    "404, REJECTED, false",
    "408, TIMEOUT, true",
    "422, REJECTED, false",
    "429, RATE_LIMITED, true",
    "500, UNAVAILABLE, true",
    "503, UNAVAILABLE, true",
    "504, TIMEOUT, true",
    "529, UNAVAILABLE, true",
  })
  void tellsErrorStatusesApart(int status, ModelFault.Kind kind, boolean retryable) {
    server.once(Fault.status(status));

    var fault = faultOf(model());

    assertThat(fault.kind()).isEqualTo(kind);
    assertThat(fault.kind().retryable()).isEqualTo(retryable);
    assertThat(fault).hasMessage("The provider of model 'long' answered with status " + status);
    assertThat(fault.retryAfter()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({ "7, 7", "' 30 ', 30", "'Wed, 21 Oct 2026 07:28:00 GMT',", "soon," })
  void keepsHowLongItIsAskedToWait(String header, @Nullable Long seconds) {
    server.once(Fault.rateLimited(header));

    assertThat(faultOf(model()).retryAfter().map(Duration::toSeconds).orElse(null)).isEqualTo(
      seconds
    );
  }

  @ParameterizedTest
  @EnumSource(
    value = Fault.Transport.class,
    names = { "MALFORMED_JSON", "HTML_PAGE", "NO_CHOICES", "NO_MESSAGE", "ERROR_IN_BODY" }
  )
  void takesUnreadableAnswersForFaultsThatMayPass(Fault.Transport unreadable) {
    server.once(unreadable);

    assertThat(faultOf(model()).kind()).isEqualTo(ModelFault.Kind.MALFORMED);
    assertThat(model().answer(ask()).message().text()).isEqualTo("Hello");
  }

  @Test
  void takesABrokenConnectionForAnUnavailableProvider() {
    server.once(Fault.Transport.TRUNCATED);

    assertThat(faultOf(model()).kind()).isEqualTo(ModelFault.Kind.UNAVAILABLE);
  }

  @Test
  void takesAClosedPortForAnUnavailableProvider() throws IOException {
    int closed;
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      closed = socket.getLocalPort();
    }

    var fault = faultOf(model(settings -> settings.baseUrl("http://127.0.0.1:" + closed)));

    assertThat(fault.kind()).isEqualTo(ModelFault.Kind.UNAVAILABLE);
    assertThat(fault).hasMessage("The provider of model 'long' cannot be reached");
  }

  /** The whole answer has to be there in time, not only its beginning. */
  @ParameterizedTest
  @EnumSource(value = Fault.Transport.class, names = { "SILENT", "STALLED" })
  void waitsNoLongerThanItsTimeout(Fault.Transport slow) {
    server.once(slow);
    var impatient = model(settings -> settings.timeout(Duration.ofMillis(300)));

    var fault = faultOf(impatient);

    assertThat(fault.kind()).isEqualTo(ModelFault.Kind.TIMEOUT);
    assertThat(fault).hasMessage("The provider of model 'long' did not answer in time");
  }

  private static ModelFault faultOf(OpenAiProtocolModel model) {
    return catchThrowableOfType(ModelFault.class, () -> model.answer(ask()));
  }

  private OpenAiProtocolModel model() {
    return model(settings -> settings);
  }

  private OpenAiProtocolModel model(Function<Settings, Settings> change) {
    var settings = change.apply(
      new Settings(server.url(), "/v1/chat/completions", "key", "0", null, "0", LONG)
    );
    return new OpenAiProtocolModel(
      "long",
      settings.build(),
      new OutboundHttp(),
      new ObjectMapper()
    );
  }

  private static ModelRequest ask(ModelRequest.ToolSpec... tools) {
    return new ModelRequest(
      List.of(new Message.User("Hello?")),
      List.of(tools),
      nothingToRehearse()
    );
  }

  private static Rehearsal nothingToRehearse() {
    return new Rehearsal(List.of(), Map.of(), "", json("{}"));
  }

  private static ModelRequest.ToolSpec tool(String name) {
    var schema = json("{'type': 'object', 'properties': {'email': {'type': 'string'}}}");
    return new ModelRequest.ToolSpec(name, "About " + name, schema);
  }

  private record Settings(
    String url,
    String path,
    String key,
    String inputPrice,
    @Nullable String cachedPrice,
    String outputPrice,
    Duration timeout
  ) {
    Settings baseUrl(String other) {
      return new Settings(other, path, key, inputPrice, cachedPrice, outputPrice, timeout);
    }

    Settings path(String other) {
      return new Settings(url, other, key, inputPrice, cachedPrice, outputPrice, timeout);
    }

    Settings key(String other) {
      return new Settings(url, path, other, inputPrice, cachedPrice, outputPrice, timeout);
    }

    Settings prices(String input, @Nullable String cached, String output) {
      return new Settings(url, path, key, input, cached, output, timeout);
    }

    Settings timeout(Duration other) {
      return new Settings(url, path, key, inputPrice, cachedPrice, outputPrice, other);
    }

    ModelProperties.Model build() {
      return new ModelProperties.Model(
        url,
        path,
        key,
        "some-model",
        null,
        new BigDecimal(inputPrice),
        cachedPrice == null ? null : new BigDecimal(cachedPrice),
        new BigDecimal(outputPrice),
        timeout,
        1000,
        100
      );
    }
  }
}
