package dev.steward.web;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.boot.web.servlet.error.ErrorController;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Answers what fails outside our controllers: unknown addresses, wrong methods, filters, Flowable's
 * servlets.
 */
@RestController
class ErrorPage implements ErrorController {

  @RequestMapping("${server.error.path:/error}")
  ResponseEntity<ProblemDetail> answer(HttpServletRequest request) {
    var problem = problem(request);
    if (request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI) instanceof String path) {
      problem.setInstance(Problems.instanceOf(path));
    }
    return ResponseEntity.status(problem.getStatus())
      .contentType(MediaType.APPLICATION_PROBLEM_JSON)
      .body(problem);
  }

  private static ProblemDetail problem(HttpServletRequest request) {
    if (request.getAttribute(RequestDispatcher.ERROR_EXCEPTION) instanceof Throwable cause) {
      return Problems.unexpected(cause, request);
    }
    var status =
      request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer code
        ? HttpStatus.resolve(code)
        : // Nothing has failed: somebody asked for this address itself.
          HttpStatus.NOT_FOUND;
    return Statuses.problem(status == null ? HttpStatus.INTERNAL_SERVER_ERROR : status);
  }
}
