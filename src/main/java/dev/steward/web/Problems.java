package dev.steward.web;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.steward.problem.FieldError;
import dev.steward.problem.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.stereotype.Component;

/**
 * Makes RFC 9457 problems, the one form of error that callers see, inside controllers and before
 * them.
 */
@Component
class Problems {

  private static final Logger log = LoggerFactory.getLogger(Problems.class);

  private final ObjectMapper json;

  Problems(ObjectMapper json) {
    this.json = json;
  }

  static ProblemDetail problem(
    HttpStatusCode status,
    String code,
    String detail,
    List<FieldError> errors
  ) {
    var problem = ProblemDetail.forStatusAndDetail(status, detail);
    problem.setProperty("code", code);
    if (!errors.isEmpty()) {
      problem.setProperty("errors", errors);
    }
    return problem;
  }

  static ProblemDetail problem(HttpStatusCode status, String code, String detail) {
    return problem(status, code, detail, List.of());
  }

  static ProblemDetail problem(ProblemException e) {
    return problem(e.status(), e.code(), e.detail(), e.errors());
  }

  /** It cannot be told who somebody is and what they may do. */
  static ProblemDetail peopleUnavailable() {
    return problem(
      HttpStatus.SERVICE_UNAVAILABLE,
      "people-unavailable",
      "Nobody's permissions can be looked up at this moment. Try again shortly."
    );
  }

  /** Says nothing about the cause but an id, under which the log has all of it. */
  static ProblemDetail unexpected(Throwable cause, HttpServletRequest request) {
    var id = UUID.randomUUID().toString();
    log.error("Error {} at {} {}", id, request.getMethod(), request.getRequestURI(), cause);
    var problem = problem(
      HttpStatus.INTERNAL_SERVER_ERROR,
      "internal-error",
      "Something went wrong on our side. The log has it under " + id + "."
    );
    problem.setProperty("errorId", id);
    return problem;
  }

  /** Writes a problem from a filter, where no message converter is at hand. */
  void write(HttpServletRequest request, HttpServletResponse response, ProblemDetail problem)
    throws IOException {
    if (response.isCommitted()) {
      return;
    }
    problem.setInstance(instanceOf(request.getRequestURI()));
    var body = json.writeValueAsBytes(problem);
    response.setStatus(problem.getStatus());
    response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
    response.setCharacterEncoding(StandardCharsets.UTF_8.name());
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }

  /** A refused request may have a path that is no URI. */
  static URI instanceOf(String path) {
    try {
      return new URI(path);
    } catch (URISyntaxException e) {
      return URI.create("/");
    }
  }
}
