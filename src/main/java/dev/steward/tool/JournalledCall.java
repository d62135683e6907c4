package dev.steward.tool;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.steward.json.JsonMask;
import dev.steward.json.SensitiveValues;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A tool call as the journal has it, for those who look at a run.
 *
 * @param attempts how often it was sent
 * @param settledBy {@code target}, the lookup tool, or a person
 */
public record JournalledCall(
  UUID id,
  int turn,
  String tool,
  CallState state,
  JsonNode arguments,
  @Nullable JsonNode result,
  int attempts,
  Instant proposedAt,
  @Nullable Instant startedAt,
  @Nullable Instant settledAt,
  @Nullable String settledBy
) {
  static JournalledCall of(ToolCall call) {
    return new JournalledCall(
      call.id(),
      call.turn(),
      call.tool(),
      call.state(),
      call.inForce(),
      call.result(),
      call.attempts(),
      call.proposedAt(),
      call.startedAt(),
      call.settledAt(),
      call.settledBy()
    );
  }

  JournalledCall masked(List<JsonPointer> hidden, SensitiveValues values) {
    return new JournalledCall(
      id,
      turn,
      tool,
      state,
      JsonMask.mask(arguments, hidden),
      result == null || values.isEmpty() ? result : values.maskIn(result),
      attempts,
      proposedAt,
      startedAt,
      settledAt,
      settledBy
    );
  }
}
