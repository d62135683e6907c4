package dev.steward.model;

import java.util.Map;

/** What can go wrong at a provider, or with what a model says. */
public sealed interface Fault {
  /** An error status, and whatever headers come with it. */
  record Status(int status, Map<String, String> headers) implements Fault {}

  enum Transport implements Fault {
    /** Takes the request and says nothing until the server closes. */
    SILENT,
    /** Begins to answer and does not go on until the server closes. */
    STALLED,
    /** Closes the connection in the middle of the answer. */
    TRUNCATED,
    MALFORMED_JSON,
    HTML_PAGE,
    NO_CHOICES,
    NO_MESSAGE,
    /** Some gateways report errors with status 200. */
    ERROR_IN_BODY,
  }

  enum Nonsense implements Fault {
    UNKNOWN_TOOL,
    ARGUMENTS_NO_JSON,
    /** A final answer in JSON that has nothing to do with the schema. */
    ANSWER_BREAKS_SCHEMA,
    /** Ends at the limit of length. */
    CUT_OFF,
  }

  static Fault status(int status) {
    return new Status(status, Map.of());
  }

  static Fault rateLimited(String retryAfter) {
    return new Status(429, Map.of("Retry-After", retryAfter));
  }
}
