package dev.steward.model;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** The chat models by the names that agents use. */
@ConfigurationProperties("steward")
record ModelProperties(@DefaultValue Map<String, Model> models) {
  private static final BigDecimal MILLION = BigDecimal.valueOf(1_000_000);

  /**
   * @param baseUrl of a server that speaks OpenAI's protocol; without one the rehearsal model answers
   * @param path of the chat completions below the base URL
   * @param model the provider's name for it
   * @param fallback the name of the model to ask when this one fails for good
   * @param inputUsdPerMillion price of a million input tokens
   * @param cachedUsdPerMillion price of a million cached input tokens; the input price where none is given
   * @param timeout for one whole answer
   * @param expectedOutputTokens for which budgets need room before an answer's true length is known
   * @param inFlight calls that wait for an answer at once on one node
   */
  record Model(
    @DefaultValue("") String baseUrl,
    @DefaultValue("/v1/chat/completions") String path,
    @DefaultValue("") String key,
    @DefaultValue("") String model,
    @Nullable String fallback,
    @DefaultValue("0") BigDecimal inputUsdPerMillion,
    @Nullable BigDecimal cachedUsdPerMillion,
    @DefaultValue("0") BigDecimal outputUsdPerMillion,
    @DefaultValue("120s") Duration timeout,
    @DefaultValue("1000") int expectedOutputTokens,
    @DefaultValue("5000") int inFlight
  ) {
    Model {
      // An empty property is how one takes a default away.
      fallback = fallback == null || fallback.isBlank() ? null : fallback;
    }

    BigDecimal cost(ModelAnswer.Usage usage) {
      return price(inputUsdPerMillion, usage.input() - usage.cached())
        .add(
          price(
            cachedUsdPerMillion == null ? inputUsdPerMillion : cachedUsdPerMillion,
            usage.cached()
          )
        )
        .add(price(outputUsdPerMillion, usage.output()));
    }

    private static BigDecimal price(BigDecimal perMillion, int tokens) {
      return perMillion
        .multiply(BigDecimal.valueOf(tokens))
        .divide(MILLION, 8, RoundingMode.HALF_UP);
    }
  }
}
