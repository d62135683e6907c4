package dev.steward.web;

import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;

/** The problem for an error of which only the status is known. */
final class Statuses {

  private Statuses() {}

  static ProblemDetail problem(HttpStatusCode status) {
    return switch (HttpStatus.resolve(status.value())) {
      case BAD_REQUEST -> of(status, "bad-request", "The request cannot be understood.");
      case UNAUTHORIZED -> of(status, "unauthenticated", "Sign in first.");
      case FORBIDDEN -> of(status, "not-allowed", "You may not do this.");
      case NOT_FOUND -> of(status, "not-found", "There is nothing at this address.");
      case METHOD_NOT_ALLOWED -> of(
        status,
        "method-not-allowed",
        "This address does not know that method."
      );
      case NOT_ACCEPTABLE -> of(
        status,
        "not-acceptable",
        "There is no answer in a format you accept."
      );
      case UNSUPPORTED_MEDIA_TYPE -> of(
        status,
        "unsupported-media-type",
        "A body in this format cannot be read here."
      );
      case PAYLOAD_TOO_LARGE -> of(status, "too-large", "The request is too large.");
      case SERVICE_UNAVAILABLE -> of(status, "unavailable", "Try again in a moment.");
      case null, default -> status.is4xxClientError()
        ? of(status, "bad-request", "The request cannot be served.")
        : of(status, "internal-error", "Something went wrong on our side.");
    };
  }

  private static ProblemDetail of(HttpStatusCode status, String code, String detail) {
    return Problems.problem(status, code, detail);
  }
}
