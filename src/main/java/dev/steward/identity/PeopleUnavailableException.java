package dev.steward.identity;

/**
 * Nobody can be looked up at this moment. Whoever asks must not go on as if the answer were known: a request is answered with 503,
 * a job is tried again later.
 */
public class PeopleUnavailableException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  PeopleUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
