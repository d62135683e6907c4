package dev.steward.tool.adapter;

import com.fasterxml.jackson.databind.JsonNode;
import dev.steward.process.spi.Labels;
import dev.steward.process.spi.WorkContext;
import dev.steward.tool.contract.Contract;

/**
 * One attempt at a call.
 *
 * @param arguments valid under the contract, an object
 * @param idempotencyKey the same for every attempt at this call
 * @param context for whom, and in which environment
 * @param labels of all that whoever asks has read
 */
public record Order(
  Contract contract,
  JsonNode arguments,
  String idempotencyKey,
  WorkContext context,
  Labels labels
) {
  boolean inProduction() {
    return context.environment().equals("production");
  }
}
