package dev.steward.tool;

import com.fasterxml.jackson.databind.JsonNode;

/** What came back from a target. */
sealed interface Answer {
  record Success(JsonNode body) implements Answer {}

  /**
   * The target refused: nothing happened there.
   *
   * @param absent there is nothing under the name that was asked for
   */
  record Failure(String message, boolean absent) implements Answer {
    Failure(String message) {
      this(message, false);
    }
  }

  /** No answer, or one that does not tell whether it happened. */
  record Unknown(String message) implements Answer {}
}
