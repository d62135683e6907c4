package dev.steward.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;
import org.springframework.security.web.csrf.CsrfException;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import org.springframework.stereotype.Component;

/** The security chain's refusals as problems. */
@Component
class SignInProblems
  implements
    AuthenticationEntryPoint,
    AuthenticationFailureHandler,
    AccessDeniedHandler,
    RequestRejectedHandler
{

  private final Problems problems;

  SignInProblems(Problems problems) {
    this.problems = problems;
  }

  @Override
  public void commence(
    HttpServletRequest request,
    HttpServletResponse response,
    AuthenticationException reason
  ) throws IOException {
    if (!Browsers.sent(request)) {
      response.setHeader(
        HttpHeaders.WWW_AUTHENTICATE,
        "Basic realm=\"Steward\", charset=\"UTF-8\""
      );
    }
    if (reason instanceof BadCredentialsException) {
      badCredentials(request, response);
    } else {
      problems.write(request, response, Statuses.problem(HttpStatus.UNAUTHORIZED));
    }
  }

  @Override
  public void onAuthenticationFailure(
    HttpServletRequest request,
    HttpServletResponse response,
    AuthenticationException reason
  ) throws IOException {
    if (reason instanceof AuthenticationServiceException) {
      problems.write(request, response, Problems.unexpected(reason, request));
    } else {
      badCredentials(request, response);
    }
  }

  @Override
  public void handle(
    HttpServletRequest request,
    HttpServletResponse response,
    AccessDeniedException reason
  ) throws IOException {
    var problem =
      reason instanceof CsrfException
        ? Problems.problem(
            HttpStatus.FORBIDDEN,
            "csrf-token-invalid",
            "The X-XSRF-TOKEN header must repeat the XSRF-TOKEN cookie, which GET /api/me" +
              " sets."
          )
        : Statuses.problem(HttpStatus.FORBIDDEN);
    problems.write(request, response, problem);
  }

  @Override
  public void handle(
    HttpServletRequest request,
    HttpServletResponse response,
    RequestRejectedException reason
  ) throws IOException {
    problems.write(request, response, Statuses.problem(HttpStatus.BAD_REQUEST));
  }

  private void badCredentials(HttpServletRequest request, HttpServletResponse response)
    throws IOException {
    problems.write(
      request,
      response,
      Problems.problem(
        HttpStatus.UNAUTHORIZED,
        "bad-credentials",
        "Name and password do not fit together."
      )
    );
  }
}
