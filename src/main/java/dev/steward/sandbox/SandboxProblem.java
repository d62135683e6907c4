package dev.steward.sandbox;

import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/** A refusal of a demo system, answered as a problem detail with a stable {@code code}. */
final class SandboxProblem extends ErrorResponseException {

  private static final long serialVersionUID = 1L;

  SandboxProblem(int status, String code, String detail) {
    super(HttpStatusCode.valueOf(status), problem(status, code, detail), null);
  }

  static SandboxProblem notFound(String code, String detail) {
    return new SandboxProblem(404, code, detail);
  }

  static SandboxProblem invalid(String code, String detail) {
    return new SandboxProblem(422, code, detail);
  }

  private static ProblemDetail problem(int status, String code, String detail) {
    var problem = ProblemDetail.forStatusAndDetail(HttpStatusCode.valueOf(status), detail);
    problem.setProperty("code", code);
    return problem;
  }
}
