package dev.steward.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authorization.AuthorizationDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.jwt.JwtException;
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
  private final ObjectProvider<SignInMethod> method;

  SignInProblems(Problems problems, ObjectProvider<SignInMethod> method) {
    this.problems = problems;
    this.method = method;
  }

  @Override
  public void commence(
    HttpServletRequest request,
    HttpServletResponse response,
    AuthenticationException reason
  ) throws IOException {
    if (reason instanceof TooManySignInsException tooMany) {
      wait(request, response, tooMany);
      return;
    }
    if (CurrentAuthorities.areUnavailable(request) || isUncheckedToken(reason)) {
      problems.write(request, response, Problems.peopleUnavailable());
      return;
    }
    if (!Browsers.sent(request)) {
      response.setHeader(HttpHeaders.WWW_AUTHENTICATE, method.getObject().challenge());
    }
    switch (reason) {
      case BadCredentialsException bad -> badCredentials(request, response);
      case OAuth2AuthenticationException bad -> problems.write(
        request,
        response,
        // Not why: whoever forges one should not learn how far they got.
        Problems.problem(HttpStatus.UNAUTHORIZED, "token-invalid", "This token is not valid here.")
      );
      default -> problems.write(request, response, Statuses.problem(HttpStatus.UNAUTHORIZED));
    }
  }

  /** Keycloak's keys could not be had. */
  private static boolean isUncheckedToken(AuthenticationException reason) {
    return (
      reason instanceof AuthenticationServiceException && reason.getCause() instanceof JwtException
    );
  }

  private void wait(
    HttpServletRequest request,
    HttpServletResponse response,
    TooManySignInsException reason
  ) throws IOException {
    response.setHeader(HttpHeaders.RETRY_AFTER, String.valueOf(reason.seconds()));
    problems.write(
      request,
      response,
      Problems.problem(
        HttpStatus.TOO_MANY_REQUESTS,
        "too-many-sign-ins",
        "Too many attempts to sign in have failed. Wait, and try again."
      )
    );
  }

  @Override
  public void onAuthenticationFailure(
    HttpServletRequest request,
    HttpServletResponse response,
    AuthenticationException reason
  ) throws IOException {
    if (reason instanceof TooManySignInsException tooMany) {
      wait(request, response, tooMany);
    } else if (reason instanceof AuthenticationServiceException) {
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
    if (
      reason instanceof AuthorizationDeniedException denied &&
      denied.getAuthorizationResult() instanceof Refusal refusal
    ) {
      problems.write(
        request,
        response,
        Problems.problem(HttpStatus.FORBIDDEN, refusal.code(), refusal.detail())
      );
      return;
    }
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
