package dev.steward.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;

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
  /** Tokens; the cached ones are part of the input. */
  public record Usage(int input, int cached, int output) {
    public static final Usage NONE = new Usage(0, 0, 0);
  }
}
