package dev.steward.problem;

import java.util.List;
import org.springframework.http.HttpStatus;

/**
 * Ends a request with an RFC 9457 problem. The detail is shown to the caller as it stands, so it is
 * written for people and names nothing internal.
 */
public final class ProblemException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final HttpStatus status;
  private final String code;
  private final transient List<FieldError> errors;

  /**
   * @param code stable, lower case with dashes, such as {@code task-already-completed}; clients
   *     branch on it
   * @param detail one or two sentences for people
   */
  public ProblemException(HttpStatus status, String code, String detail, List<FieldError> errors) {
    super(detail);
    if (!code.matches("[a-z]+(-[a-z]+)*")) {
      throw new IllegalArgumentException("Not a problem code: " + code);
    }
    this.status = status;
    this.code = code;
    this.errors = List.copyOf(errors);
  }

  public static ProblemException notFound(String code, String detail) {
    return new ProblemException(HttpStatus.NOT_FOUND, code, detail, List.of());
  }

  public static ProblemException conflict(String code, String detail) {
    return new ProblemException(HttpStatus.CONFLICT, code, detail, List.of());
  }

  /**
   * The request was understood but its values cannot be accepted; code {@code validation-failed}.
   */
  public static ProblemException invalid(String detail, List<FieldError> errors) {
    return new ProblemException(
      HttpStatus.UNPROCESSABLE_ENTITY,
      "validation-failed",
      detail,
      errors
    );
  }

  /** The actor is known but may not do this; code {@code not-allowed}. */
  public static ProblemException forbidden(String detail) {
    return new ProblemException(HttpStatus.FORBIDDEN, "not-allowed", detail, List.of());
  }

  public HttpStatus status() {
    return status;
  }

  public String code() {
    return code;
  }

  public String detail() {
    return String.valueOf(getMessage());
  }

  public List<FieldError> errors() {
    return errors;
  }
}
