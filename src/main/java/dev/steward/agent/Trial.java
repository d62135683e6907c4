package dev.steward.agent;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an agent did when it was tried out.
 *
 * @param answer as its output schema asks for it; null where it gave none
 * @param rehearsal true where no model spoke
 * @param took of which waiting for the model is the most
 */
public record Trial(
  @Nullable JsonNode answer,
  @Nullable String errorCode,
  @Nullable String error,
  List<Called> calls,
  int modelCalls,
  boolean rehearsal,
  long tokensIn,
  long tokensOut,
  BigDecimal costUsd,
  Duration took
) {
  /**
   * A tool call.
   *
   * @param result what the agent was told; null where nothing is recorded for such a call
   */
  public record Called(String tool, JsonNode arguments, @Nullable JsonNode result) {}
}
