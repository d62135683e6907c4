package dev.steward.review;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.UUID;

/** The calls that samples are drawn from. */
public interface SampledCalls {
  /** What the caller was told, with what nobody may see masked; empty while the call is not settled. */
  Optional<JsonNode> outcome(UUID callId);
}
