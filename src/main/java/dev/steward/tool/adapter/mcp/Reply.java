package dev.steward.tool.adapter.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;

/** What became of a request to a server. */
sealed interface Reply {
  record Result(JsonNode value) implements Reply {}

  /** An error of JSON-RPC. */
  record Refused(int code, String message) implements Reply {
    /** The server never came to do what was asked: it did not understand the request, or knows no such method or argument. */
    boolean beforeAnythingHappened() {
      return code == -32700 || (code <= -32600 && code >= -32602);
    }
  }

  /**
   * The server has not received the request, or has turned it away unread.
   *
   * @param pause that it asked for; zero where it did not
   */
  record NotSent(String message, Duration pause) implements Reply {}

  /** It may have received the request, and no answer will come. */
  record Lost(String message) implements Reply {}
}
