package dev.steward.tool;

import com.fasterxml.jackson.databind.JsonNode;

/** What came back from a target. */
sealed interface Answer {
  record Success(JsonNode body) implements Answer {}

  /** The target refused: nothing happened there. */
  record Failure(String message) implements Answer {}

  /** No answer, or one that does not tell whether it happened. */
  record Unknown(String message) implements Answer {}
}
