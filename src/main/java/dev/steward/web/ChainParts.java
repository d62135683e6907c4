package dev.steward.web;

import dev.steward.identity.CurrentActor;
import java.time.Clock;
import org.springframework.http.HttpHeaders;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.authentication.AnonymousAuthenticationFilter;
import org.springframework.security.web.context.SecurityContextHolderFilter;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.stereotype.Component;

/**
 * What chains have in common. A request with an Authorization header never meets a session, and one with a session never gets past
 * the CSRF check: each has a chain of its own, so that neither can borrow the other's ease.
 */
@Component
class ChainParts {

  private static final String CONTENT_POLICY =
    "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline';" +
    " img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self';" +
    " worker-src 'self' blob:; object-src 'none'; base-uri 'self'; form-action 'self';" +
    " frame-ancestors 'none'";

  private final SignInProblems problems;
  private final CurrentActor current;
  private final SessionProperties session;
  private final Clock clock;

  ChainParts(
    SignInProblems problems,
    CurrentActor current,
    SessionProperties session,
    Clock clock
  ) {
    this.problems = problems;
    this.current = current;
    this.session = session;
    this.clock = clock;
  }

  HttpSecurity every(HttpSecurity http) throws Exception {
    return http
      .headers(ChainParts::headers)
      // Saving what was asked for before the sign-in would give every stranger a session.
      .requestCache(cache -> cache.disable())
      .exceptionHandling(refused ->
        refused.authenticationEntryPoint(problems).accessDeniedHandler(problems)
      )
      .addFilterBefore(new CurrentAuthorities(current), AnonymousAuthenticationFilter.class);
  }

  /** Applications send who they are with each request. Agents are asked for it where they have not said it; no browser speaks MCP. */
  HttpSecurity applications(HttpSecurity http) throws Exception {
    return every(http)
      .securityMatcher(
        request ->
          request.getHeader(HttpHeaders.AUTHORIZATION) != null ||
          request.getRequestURI().equals(request.getContextPath() + "/mcp")
      )
      .sessionManagement(s -> s.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
      // A browser that knows a basic password sends it along with what another site makes it
      // send.
      .csrf(csrf -> csrf.requireCsrfProtectionMatcher(Browsers::isCrossSiteChange))
      .authorizeHttpRequests(AccessRules::apply);
  }

  /** The web app: somebody signs in, a session remembers. */
  HttpSecurity browsers(HttpSecurity http) throws Exception {
    var tokens = CookieCsrfTokenRepository.withHttpOnlyFalse();
    tokens.setCookieCustomizer(cookie -> cookie.sameSite("Lax"));
    return every(http)
      .csrf(csrf -> csrf.csrfTokenRepository(tokens).csrfTokenRequestHandler(new SpaCsrfTokens()))
      .addFilterBefore(
        new SessionLifetime(session.lifetime(), clock),
        SecurityContextHolderFilter.class
      )
      .authorizeHttpRequests(AccessRules::apply);
  }

  private static void headers(HeadersConfigurer<HttpSecurity> headers) {
    headers
      .contentSecurityPolicy(policy -> policy.policyDirectives(CONTENT_POLICY))
      .referrerPolicy(policy -> policy.policy(ReferrerPolicy.SAME_ORIGIN))
      .permissionsPolicyHeader(policy ->
        policy.policy("camera=(), geolocation=(), microphone=(), payment=(), usb=()")
      );
  }
}
