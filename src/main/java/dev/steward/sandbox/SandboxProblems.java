package dev.steward.sandbox;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/**
 * Answers bad calls to the demo systems; first in order, so the app's own advice leaves them alone.
 */
@SandboxComponent
@RestControllerAdvice(basePackageClasses = SandboxProblems.class)
@Order(Ordered.HIGHEST_PRECEDENCE)
class SandboxProblems extends ResponseEntityExceptionHandler {

  @Override
  protected @Nullable ResponseEntity<Object> handleMethodArgumentNotValid(
    MethodArgumentNotValidException failure,
    HttpHeaders headers,
    HttpStatusCode status,
    WebRequest request
  ) {
    var problem = ProblemDetail.forStatusAndDetail(
      HttpStatusCode.valueOf(422),
      "The body is invalid"
    );
    problem.setProperty("code", "validation-failed");
    problem.setProperty(
      "errors",
      failure
        .getFieldErrors()
        .stream()
        .map(error ->
          Map.of(
            "path",
            "/" + error.getField().replace('.', '/'),
            "message",
            String.valueOf(error.getDefaultMessage())
          )
        )
        .toList()
    );
    return handleExceptionInternal(failure, problem, headers, problemStatus(problem), request);
  }

  @Override
  protected ResponseEntity<Object> createResponseEntity(
    @Nullable Object body,
    HttpHeaders headers,
    HttpStatusCode status,
    WebRequest request
  ) {
    if (
      body instanceof ProblemDetail problem &&
      (problem.getProperties() == null || !problem.getProperties().containsKey("code"))
    ) {
      problem.setProperty("code", "malformed-request");
    }
    return new ResponseEntity<>(body, headers, status);
  }

  private static HttpStatusCode problemStatus(ProblemDetail problem) {
    return HttpStatusCode.valueOf(problem.getStatus());
  }
}
