package dev.steward.tool;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * What a model asks for.
 *
 * @param providerId as the model's provider named it; may repeat within a run
 * @param refusal why the run's own limits do not allow it; null where they do
 */
public record ProposedCall(
  String tool,
  @Nullable String providerId,
  JsonNode arguments,
  @Nullable String reason,
  @Nullable String refusal
) {}
