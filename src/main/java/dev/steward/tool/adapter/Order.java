package dev.steward.tool.adapter;

import com.fasterxml.jackson.databind.JsonNode;
import dev.steward.process.spi.Labels;
import dev.steward.process.spi.WorkContext;
import dev.steward.tool.contract.Contract;
import org.jspecify.annotations.Nullable;

/**
 * One attempt at a call.
 *
 * @param arguments valid under the contract, an object
 * @param idempotencyKey the same for every attempt at this call
 * @param context for whom, and in which environment
 * @param labels of all that whoever asks has read
 * @param agent the role; null where the diagram itself asks
 */
public record Order(
  Contract contract,
  JsonNode arguments,
  String idempotencyKey,
  WorkContext context,
  Labels labels,
  @Nullable String agent
) {
  boolean inProduction() {
    return context.environment().equals("production");
  }
}
