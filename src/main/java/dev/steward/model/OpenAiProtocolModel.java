package dev.steward.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.steward.json.JsonTexts;
import dev.steward.outbound.OutboundHttp;
import dev.steward.outbound.OutboundRequestFactory;
import dev.steward.outbound.Reach;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.ai.model.NoopApiKey;
import org.springframework.ai.model.SimpleApiKey;
import org.springframework.ai.openai.api.OpenAiApi;
import org.springframework.ai.openai.api.OpenAiApi.ChatCompletion;
import org.springframework.ai.openai.api.OpenAiApi.ChatCompletionMessage;
import org.springframework.ai.openai.api.OpenAiApi.ChatCompletionMessage.ChatCompletionFunction;
import org.springframework.ai.openai.api.OpenAiApi.ChatCompletionMessage.Role;
import org.springframework.ai.openai.api.OpenAiApi.ChatCompletionMessage.ToolCall;
import org.springframework.ai.openai.api.OpenAiApi.ChatCompletionRequest;
import org.springframework.ai.openai.api.OpenAiApi.ChatCompletionRequest.ToolChoiceBuilder;
import org.springframework.ai.openai.api.OpenAiApi.FunctionTool;
import org.springframework.http.converter.json.MappingJackson2HttpMessageConverter;
import org.springframework.util.ConcurrentLruCache;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;

/**
 * A model behind OpenAI's chat protocol: OpenAI, Azure, Ollama, vLLM, gateways. Uses Spring AI's client of the protocol and nothing
 * above it, so that no tool can ever be executed by the library.
 */
class OpenAiProtocolModel implements ChatModel {

  private static final ObjectMapper PROTOCOL = JsonMapper.builder()
    .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
    .enable(DeserializationFeature.READ_UNKNOWN_ENUM_VALUES_AS_NULL)
    .build();
  private static final int LARGEST_ANSWER = 16 << 20;

  private final String name;
  private final ModelProperties.Model settings;
  /** Every turn of every run of an agent sends the same tools. */
  private final ConcurrentLruCache<ModelRequest.ToolSpec, FunctionTool> tools =
    new ConcurrentLruCache<>(1_000, this::tool);
  private final WholeAnswers wholeAnswers = new WholeAnswers();
  private final OpenAiApi api;
  private final ObjectMapper json;

  OpenAiProtocolModel(
    String name,
    ModelProperties.Model settings,
    OutboundHttp outbound,
    ObjectMapper json
  ) {
    this.name = name;
    this.settings = settings;
    this.json = json;
    this.api = OpenAiApi.builder()
      .baseUrl(baseUrl(settings))
      .completionsPath(settings.path())
      .apiKey(settings.key().isBlank() ? new NoopApiKey() : new SimpleApiKey(settings.key()))
      .restClientBuilder(
        RestClient.builder()
          .requestFactory(
            new OutboundRequestFactory(outbound, settings.timeout(), LARGEST_ANSWER, Reach.ANYWHERE)
          )
          .requestInterceptor(wholeAnswers)
          .messageConverters(List.of(new MappingJackson2HttpMessageConverter(PROTOCOL)))
      )
      .responseErrorHandler(new ProviderErrors(name))
      .build();
  }

  /** People copy base URLs with and without the version that the usual path begins with. */
  private static String baseUrl(ModelProperties.Model settings) {
    var url = settings.baseUrl().replaceFirst("/+$", "");
    return settings.path().startsWith("/v1/") ? url.replaceFirst("/v1$", "") : url;
  }

  @Override
  public ModelAnswer answer(ModelRequest request) {
    var names = new HashMap<String, String>();
    // A model may come back to a tool that it is no longer offered; the gateway says why it is refused.
    request
      .messages()
      .stream()
      .filter(Message.Assistant.class::isInstance)
      .flatMap(message -> ((Message.Assistant) message).calls().stream())
      .forEach(call -> names.put(wireName(call.tool()), call.tool()));
    request.tools().forEach(tool -> names.put(wireName(tool.name()), tool.name()));
    try {
      var completion = send(request);
      return read(completion, wholeAnswers.last(), names);
    } finally {
      wholeAnswers.forget();
    }
  }

  private ChatCompletion send(ModelRequest request) {
    var tools = request.tools().stream().map(this.tools::get).toList();
    var body = new ChatCompletionRequest(
      request.messages().stream().map(this::message).toList(),
      settings.model(),
      tools.isEmpty() ? null : tools,
      // The tools stay in the request, as providers refuse earlier calls of tools they are not told about.
      request.concluding() && !tools.isEmpty() ? ToolChoiceBuilder.NONE : null
    );
    ChatCompletion completion;
    long started = System.nanoTime();
    try {
      completion = api.chatCompletionEntity(body).getBody();
    } catch (ResourceAccessException e) {
      // The clock tells, as the client words a timeout in as many ways as there are places to wait at.
      boolean timedOut = System.nanoTime() - started >= settings.timeout().toNanos();
      throw new ModelFault(
        timedOut ? ModelFault.Kind.TIMEOUT : ModelFault.Kind.UNAVAILABLE,
        "The provider of model '%s' %s".formatted(
          name,
          timedOut ? "did not answer in time" : "cannot be reached"
        )
      );
    } catch (RestClientException e) {
      throw malformed("cannot be read");
    }
    if (completion == null || completion.choices() == null || completion.choices().isEmpty()) {
      throw malformed("holds no choice");
    }
    return completion;
  }

  private ModelAnswer read(ChatCompletion completion, JsonNode raw, Map<String, String> names) {
    var choice = completion.choices().getFirst();
    var message = choice.message();
    if (message == null) {
      throw malformed("holds no message");
    }
    var calls = Optional.ofNullable(message.toolCalls()).orElse(List.of());
    var usage = usage(completion.usage());
    return new ModelAnswer(
      name,
      Optional.ofNullable(completion.model()).orElse(settings.model()),
      false,
      new Message.Assistant(
        text(message.rawContent()),
        calls
          .stream()
          .map(call -> call(call, names))
          .toList(),
        message.reasoningContent()
      ),
      // Gateways have reasons of their own, which the client library does not know.
      raw
        .at("/choices/0/finish_reason")
        .asText("unknown"),
      usage,
      settings.cost(usage),
      raw
    );
  }

  /** Some providers answer in parts. */
  private static @Nullable String text(@Nullable Object content) {
    return switch (content) {
      case null -> null;
      case String text -> text;
      case List<?> parts -> parts
        .stream()
        .filter(Map.class::isInstance)
        .map(part -> ((Map<?, ?>) part).get("text"))
        .filter(String.class::isInstance)
        .map(String.class::cast)
        .collect(Collectors.joining());
      default -> String.valueOf(content);
    };
  }

  private Message.Call call(ToolCall call, Map<String, String> names) {
    if (call.function() == null) {
      throw malformed("holds a tool call without a function");
    }
    var wire = String.valueOf(call.function().name());
    return new Message.Call(
      Optional.ofNullable(call.id()).orElse(wire),
      // A name that was never offered goes on as it is; the gateway refuses it and says so.
      names.getOrDefault(wire, wire),
      arguments(call.function().arguments())
    );
  }

  private JsonNode arguments(@Nullable String text) {
    try {
      // Two objects in a row are no JSON; without this the second would be dropped in silence.
      return text == null || text.isBlank()
        ? json.createObjectNode()
        : JsonTexts.storable(
            json.reader().with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).readTree(text)
          );
    } catch (JsonProcessingException e) {
      return TextNode.valueOf(text);
    }
  }

  private FunctionTool tool(ModelRequest.ToolSpec tool) {
    return new FunctionTool(
      new FunctionTool.Function(
        tool.description(),
        wireName(tool.name()),
        json.convertValue(tool.arguments(), new TypeReference<Map<String, Object>>() {}),
        null
      )
    );
  }

  private ChatCompletionMessage message(Message message) {
    return switch (message) {
      case Message.System system -> new ChatCompletionMessage(system.text(), Role.SYSTEM);
      case Message.User user -> new ChatCompletionMessage(user.text(), Role.USER);
      case Message.ToolResult result -> new ChatCompletionMessage(
        result.content().toString(),
        Role.TOOL,
        null,
        result.callId(),
        null,
        null,
        null,
        null,
        null
      );
      case Message.Assistant assistant -> new ChatCompletionMessage(
        // Only beside tool calls may a message go without a text.
        assistant.text() == null && assistant.calls().isEmpty() ? "" : assistant.text(),
        Role.ASSISTANT,
        null,
        null,
        assistant.calls().isEmpty() ? null : assistant.calls().stream().map(this::call).toList(),
        null,
        null,
        null,
        assistant.reasoning()
      );
    };
  }

  private ToolCall call(Message.Call call) {
    var arguments = call.arguments();
    return new ToolCall(
      call.id(),
      "function",
      new ChatCompletionFunction(
        wireName(call.tool()),
        arguments.isTextual() ? arguments.textValue() : arguments.toString()
      )
    );
  }

  private static ModelAnswer.Usage usage(OpenAiApi.@Nullable Usage usage) {
    if (usage == null) {
      return ModelAnswer.Usage.NONE;
    }
    int input = orZero(usage.promptTokens());
    var details = usage.promptTokensDetails();
    // Where a provider counts cached tokens beside the input, the cost must not sink below nothing.
    int cached = details == null ? 0 : Math.min(input, orZero(details.cachedTokens()));
    return new ModelAnswer.Usage(input, cached, orZero(usage.completionTokens()));
  }

  private static int orZero(@Nullable Integer number) {
    return number == null ? 0 : number;
  }

  private ModelFault malformed(String how) {
    return new ModelFault(
      ModelFault.Kind.MALFORMED,
      "The answer of model '%s' %s".formatted(name, how)
    );
  }

  /** The protocol allows no dots in names, and our names hold no underscores, so this can be undone. */
  static String wireName(String tool) {
    return tool.replace('.', '_');
  }
}
