package dev.steward.problem;

import java.util.List;
import org.springframework.http.HttpStatus;

/** A refusal the caller can act on; the web module answers it as an RFC 9457 problem. */
public final class ProblemException extends RuntimeException {

  private final HttpStatus status;
  private final String code;
  private final List<FieldError> errors;

  /**
   * @param code stable, for programs
   * @param detail for people; holds no internals
   */
  public ProblemException(HttpStatus status, String code, String detail, List<FieldError> errors) {
    super(detail);
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

  public static ProblemException invalid(String code, String detail, List<FieldError> errors) {
    return new ProblemException(HttpStatus.UNPROCESSABLE_ENTITY, code, detail, errors);
  }

  public static ProblemException forbidden(String code, String detail) {
    return new ProblemException(HttpStatus.FORBIDDEN, code, detail, List.of());
  }

  public HttpStatus status() {
    return status;
  }

  public String code() {
    return code;
  }

  public List<FieldError> errors() {
    return errors;
  }
}
