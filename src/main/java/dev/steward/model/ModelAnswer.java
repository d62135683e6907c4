package dev.steward.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * What a model answered.
 *
 * @param model the configured name
 * @param providerModel what the provider says it ran
 * @param rehearsal true where no model spoke at all
 * @param costUsd by the configured prices
 * @param raw the provider's whole answer
 */
public record ModelAnswer(
  String model,
  String providerModel,
  boolean rehearsal,
  Message.Assistant message,
  String finishReason,
  Usage usage,
  BigDecimal costUsd,
  JsonNode raw
) {
  /** Why nothing can be done with this answer, although it was given and has its price. */
  public Optional<ModelFault> fault() {
    if (finishReason.equals("length") || finishReason.equals("max_tokens")) {
      // Its last tool call, or all after it, may be missing: none of them may be made.
      return Optional.of(
        new ModelFault(
          ModelFault.Kind.TRUNCATED,
          "The answer of model '%s' was cut off at its limit of length".formatted(model)
        )
      );
    }
    if (message.calls().isEmpty() && (message.text() == null || message.text().isBlank())) {
      return Optional.of(
        new ModelFault(ModelFault.Kind.EMPTY, "The answer of model '%s' is empty".formatted(model))
      );
    }
    return Optional.empty();
  }

  /** @param tokens input and output together */
  public record Price(long tokens, BigDecimal costUsd) {}

  public Price price() {
    return new Price(usage.tokens(), costUsd);
  }

  /** Tokens; the cached ones are part of the input. */
  public record Usage(int input, int cached, int output) {
    public static final Usage NONE = new Usage(0, 0, 0);

    public long tokens() {
      return (long) input + output;
    }
  }
}
