package dev.steward.tool;

import com.fasterxml.jackson.databind.JsonNode;
import dev.steward.process.spi.Labels;
import java.time.Instant;

/** What has become of a tool call. */
public sealed interface CallOutcome {
  /**
   * @param result what the agent is told: the tool's answer, or an error it can act on
   * @param labels of the result
   */
  record Settled(JsonNode result, boolean succeeded, Labels labels) implements CallOutcome {}

  /** A person has to decide first. */
  record Waiting() implements CallOutcome {}

  /** It cannot be made before then. */
  record Later(Instant until) implements CallOutcome {}

  /** An operator has stopped the agent, the process, or everything. */
  record Held() implements CallOutcome {}

  /** It may have happened. Never told to a model as an error, because a model would try again. */
  record Unknown(String message) implements CallOutcome {}
}
