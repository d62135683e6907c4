package dev.steward.tool;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A journalled tool call.
 *
 * @param arguments as proposed
 * @param effectiveArguments as they ran, once that is settled
 * @param result what the agent is told; null until the call is settled
 */
record ToolCall(
  UUID id,
  UUID workId,
  int turn,
  int ordinal,
  String tool,
  @Nullable String reason,
  JsonNode arguments,
  @Nullable JsonNode effectiveArguments,
  String idempotencyKey,
  CallState state,
  @Nullable UUID reviewId,
  @Nullable JsonNode result
) {}
