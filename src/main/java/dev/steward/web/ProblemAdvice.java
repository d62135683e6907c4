package dev.steward.web;

import dev.steward.identity.PeopleUnavailableException;
import dev.steward.problem.FieldError;
import dev.steward.problem.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.ConstraintViolationException;
import java.util.List;
import org.flowable.common.engine.api.FlowableOptimisticLockingException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;

/**
 * Turns what our controllers throw into problems. Bound to our packages: without that Flowable's
 * REST servlets, which see this context's advice too, would answer in our form instead of the one
 * their clients know.
 */
@RestControllerAdvice(basePackages = "dev.steward")
class ProblemAdvice {

  private static final Logger log = LoggerFactory.getLogger(ProblemAdvice.class);

  @ExceptionHandler
  ResponseEntity<ProblemDetail> handle(ProblemException e) {
    return answer(Problems.problem(e));
  }

  @ExceptionHandler
  ResponseEntity<ProblemDetail> handle(PeopleUnavailableException e) {
    return answer(Problems.peopleUnavailable());
  }

  /** The security chain answers these, and knows whether to ask for a sign-in or to refuse. */
  @ExceptionHandler({ AccessDeniedException.class, AuthenticationException.class })
  void leaveToTheChain(RuntimeException e) {
    throw e;
  }

  @ExceptionHandler
  ResponseEntity<ProblemDetail> handle(HttpMessageNotReadableException e) {
    return answer(UnreadableBody.problem(e));
  }

  @ExceptionHandler
  ResponseEntity<ProblemDetail> handle(MethodArgumentNotValidException e) {
    return invalid(InvalidValues.in(e));
  }

  @ExceptionHandler
  ResponseEntity<ProblemDetail> handle(HandlerMethodValidationException e) {
    return invalid(InvalidValues.in(e));
  }

  @ExceptionHandler
  ResponseEntity<ProblemDetail> handle(ConstraintViolationException e) {
    return invalid(InvalidValues.in(e));
  }

  @ExceptionHandler
  ResponseEntity<ProblemDetail> handle(MethodArgumentTypeMismatchException e) {
    var type = e.getRequiredType();
    var message = "cannot be read as " + (type == null ? "its type" : type.getSimpleName());
    return answer(
      Problems.problem(
        HttpStatus.BAD_REQUEST,
        "invalid-parameter",
        "A parameter has a value that cannot be read.",
        List.of(new FieldError(e.getName(), message))
      )
    );
  }

  @ExceptionHandler
  ResponseEntity<ProblemDetail> handle(DuplicateKeyException e) {
    return answer(Problems.problem(HttpStatus.CONFLICT, "already-exists", "This exists already."));
  }

  @ExceptionHandler({ ConcurrencyFailureException.class, FlowableOptimisticLockingException.class })
  ResponseEntity<ProblemDetail> changedMeanwhile(RuntimeException e) {
    log.debug("Two changes met", e);
    return answer(
      Problems.problem(
        HttpStatus.CONFLICT,
        "changed-meanwhile",
        "Somebody else changed this at the same moment. Read it again and repeat."
      )
    );
  }

  /** The client has gone; there is nobody to answer. */
  @ExceptionHandler
  void handle(AsyncRequestNotUsableException e) {
    log.debug("The client went away", e);
  }

  @ExceptionHandler
  ResponseEntity<ProblemDetail> handle(Exception e, HttpServletRequest request) {
    if (e instanceof ErrorResponse known && known.getStatusCode().is4xxClientError()) {
      return answer(Statuses.problem(known.getStatusCode()), known.getHeaders());
    }
    // A transaction's commit wraps what made it fail.
    if (
      NestedExceptionUtils.getMostSpecificCause(e) instanceof
        FlowableOptimisticLockingException conflict
    ) {
      return changedMeanwhile(conflict);
    }
    return answer(Problems.unexpected(e, request));
  }

  private static ResponseEntity<ProblemDetail> invalid(List<FieldError> errors) {
    return answer(Problems.problem(ProblemException.invalid("Some values are not valid.", errors)));
  }

  private static ResponseEntity<ProblemDetail> answer(ProblemDetail problem) {
    return answer(problem, HttpHeaders.EMPTY);
  }

  private static ResponseEntity<ProblemDetail> answer(ProblemDetail problem, HttpHeaders headers) {
    // Whatever the client accepts, an error is a problem: with the content type left open, one that
    // accepts only XML would get an empty 406 instead.
    return ResponseEntity.status(problem.getStatus())
      .headers(headers)
      .contentType(MediaType.APPLICATION_PROBLEM_JSON)
      .body(problem);
  }
}
