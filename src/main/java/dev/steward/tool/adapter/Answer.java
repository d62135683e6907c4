package dev.steward.tool.adapter;

import com.fasterxml.jackson.databind.JsonNode;
import dev.steward.process.spi.Labels;
import java.time.Duration;

/** What came back from a target. */
public sealed interface Answer {
  /** @param labels of the body, beside those that the contract states */
  record Success(JsonNode body, Labels labels) implements Answer {
    public Success(JsonNode body) {
      this(body, Labels.NONE);
    }
  }

  /**
   * The target refused: nothing happened there.
   *
   * @param absent there is nothing under the name that was asked for
   */
  record Failure(String message, boolean absent) implements Answer {
    public Failure(String message) {
      this(message, false);
    }
  }

  /** No answer to the call. */
  sealed interface Unclear extends Answer {
    String message();
  }

  /** The target could not be asked: nothing was sent. */
  record Unavailable(String message) implements Unclear {}

  /** The target wants to be left alone for a while: nothing happened there. */
  record Busy(String message, Duration pause) implements Unclear {}

  /** The target is at it; to be asked for the answer again, with the same key. */
  record Pending(String message) implements Unclear {}

  /** No answer, or one that does not tell whether it happened. */
  record Unknown(String message) implements Unclear {}
}
