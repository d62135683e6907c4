package dev.steward.telemetry;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/**
 * Agents, model calls and tool calls by the names of OpenTelemetry's conventions for generative AI, as spans and as measures. The one
 * place that knows those names. No prompt, answer, argument or result is ever part of either.
 *
 * @see <a href="https://opentelemetry.io/docs/specs/semconv/gen-ai/">the conventions</a>
 */
@Component
public class GenAi {

  private static final String OPERATION = "gen_ai.operation.name";
  private static final String ERROR = "error.type";
  private static final String NO_ERROR = "none";
  private static final Map<String, String> PROVIDERS = Map.of(
    "api.openai.com",
    "openai",
    ".openai.azure.com",
    "azure.ai.openai",
    "api.anthropic.com",
    "anthropic",
    "generativelanguage.googleapis.com",
    "gcp.gemini",
    "api.perplexity.ai",
    "perplexity",
    "api.mistral.ai",
    "mistral_ai",
    "api.deepseek.com",
    "deepseek",
    "api.groq.com",
    "groq",
    "api.x.ai",
    "x_ai"
  );

  private final ObservationRegistry observations;
  private final MeterRegistry meters;

  public GenAi(ObservationRegistry observations, MeterRegistry meters) {
    this.observations = observations;
    this.meters = meters;
  }

  /** @param conversation the run */
  public record Agent(String name, String conversation, String process) {}

  public void agent(Agent agent, Runnable work) {
    begun("steward.agent", "invoke_agent", agent.name())
      .lowCardinalityKeyValue("gen_ai.agent.name", agent.name())
      .lowCardinalityKeyValue("steward.process", agent.process())
      .highCardinalityKeyValue("gen_ai.conversation.id", agent.conversation())
      .observe(work);
  }

  /**
   * @param provider as the conventions name it; another's host
   * @param model the provider's name for the model that is asked
   * @param name the name by which agents know it
   */
  public record Chat(String provider, String model, String name) {}

  /** The conventions' name for who serves a model at this address; the host's where they have none. */
  public static String provider(String host) {
    return PROVIDERS.entrySet()
      .stream()
      .filter(known -> host.endsWith(known.getKey()))
      .map(Map.Entry::getValue)
      .findFirst()
      .orElse(host);
  }

  /**
   * @param model the one that answered
   * @param input tokens, the cached ones among them
   */
  public record Answer(String model, String finishReason, long input, long output, double usd) {}

  /** @param errorType why there is no answer, in few words */
  public <T> T chat(
    Chat chat,
    Supplier<T> ask,
    Function<T, Answer> read,
    Function<RuntimeException, String> errorType
  ) {
    var observation = begun("gen_ai.client.operation.duration", "chat", chat.model())
      .lowCardinalityKeyValue("gen_ai.provider.name", chat.provider())
      .lowCardinalityKeyValue("gen_ai.request.model", chat.model())
      .lowCardinalityKeyValue("steward.model", chat.name());
    return observation.observe(() -> {
      try {
        var given = ask.get();
        answered(chat, observation, read.apply(given));
        return given;
      } catch (RuntimeException e) {
        observation.lowCardinalityKeyValue(ERROR, errorType.apply(e));
        throw e;
      }
    });
  }

  private void answered(Chat chat, Observation observation, Answer answer) {
    observation
      .highCardinalityKeyValue("gen_ai.response.model", answer.model())
      .highCardinalityKeyValue("gen_ai.response.finish_reasons", answer.finishReason())
      .highCardinalityKeyValue("gen_ai.usage.input_tokens", Long.toString(answer.input()))
      .highCardinalityKeyValue("gen_ai.usage.output_tokens", Long.toString(answer.output()))
      .highCardinalityKeyValue("steward.cost.usd", Double.toString(answer.usd()));
    tokens(chat, "input", answer.input());
    tokens(chat, "output", answer.output());
    Counter.builder("steward.model.cost")
      .description("What model calls cost by the configured prices")
      .baseUnit("usd")
      .tag("steward.model", chat.name())
      .register(meters)
      .increment(answer.usd());
  }

  private void tokens(Chat chat, String type, long number) {
    DistributionSummary.builder("gen_ai.client.token.usage")
      .description("Tokens of a model call")
      .tag(OPERATION, "chat")
      .tag("gen_ai.provider.name", chat.provider())
      .tag("gen_ai.request.model", chat.model())
      .tag("gen_ai.token.type", type)
      .register(meters)
      .record(number);
  }

  /** @param outcome in one word */
  public <T> T tool(String name, String callId, Supplier<T> call, Function<T, String> outcome) {
    var observation = begun("steward.tool", "execute_tool", name)
      .lowCardinalityKeyValue("gen_ai.tool.name", name)
      .lowCardinalityKeyValue("steward.outcome", "none")
      .highCardinalityKeyValue("gen_ai.tool.call.id", callId);
    return observation.observe(() -> {
      var given = call.get();
      observation.lowCardinalityKeyValue("steward.outcome", outcome.apply(given));
      return given;
    });
  }

  private Observation begun(String measure, String operation, String of) {
    return Observation.createNotStarted(measure, observations)
      .contextualName(operation + " " + of)
      .lowCardinalityKeyValue(OPERATION, operation)
      .lowCardinalityKeyValue(ERROR, NO_ERROR);
  }
}
