package dev.steward.web;

import dev.steward.identity.People;
import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationEventPublisher;
import org.springframework.security.authorization.SpringAuthorizationEventPublisher;
import org.springframework.security.config.annotation.method.configuration.EnableMethodSecurity;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.AnonymousAuthenticationFilter;
import org.springframework.security.web.authentication.logout.HttpStatusReturningLogoutSuccessHandler;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.AndRequestMatcher;
import org.springframework.security.web.util.matcher.NegatedRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/**
 * The chains of the default profile. A request with an Authorization header never meets a session,
 * and one with a session never gets past the CSRF check: each has a chain of its own, so that
 * neither can borrow the other's ease.
 */
@Configuration(proxyBeanMethods = false)
@EnableMethodSecurity
@Profile("!keycloak")
class SecurityChains {

  private static final String CONTENT_POLICY =
    "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline';" +
    " img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self';" +
    " worker-src 'self' blob:; object-src 'none'; base-uri 'self'; form-action 'self';" +
    " frame-ancestors 'none'";

  private final SignInProblems problems;
  private final People people;

  SecurityChains(SignInProblems problems, People people) {
    this.problems = problems;
    this.people = people;
  }

  /**
   * Chains would publish refusals without it, method security would not, and the audit trail wants
   * both.
   */
  @Bean
  AuthorizationEventPublisher refusals(ApplicationEventPublisher events) {
    return new SpringAuthorizationEventPublisher(events);
  }

  /** The demo systems have no identity, so only this machine may speak to them. */
  @Bean
  @Order(1)
  SecurityFilterChain sandboxChain(HttpSecurity http) throws Exception {
    var path = PathPatternRequestMatcher.withDefaults();
    var forOperators = new OrRequestMatcher(
      path.matcher("/sandbox/effects/**"),
      path.matcher("/sandbox/faults/**")
    );
    common(http)
      .securityMatcher(
        new AndRequestMatcher(path.matcher("/sandbox/**"), new NegatedRequestMatcher(forOperators))
      )
      .sessionManagement(s -> s.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
      .csrf(csrf -> csrf.requireCsrfProtectionMatcher(Browsers::isCrossSiteChange))
      // Signing in would not help, so none is asked for.
      .exceptionHandling(refused ->
        refused.authenticationEntryPoint((request, response, reason) ->
          problems.handle(request, response, new AccessDeniedException("remote"))
        )
      )
      .authorizeHttpRequests(rules ->
        rules
          .anyRequest()
          .access((who, request) ->
            new AuthorizationDecision(isFromThisMachine(request.getRequest()))
          )
      );
    return http.build();
  }

  /** Applications: HTTP basic with each request. */
  @Bean
  @Order(2)
  SecurityFilterChain applicationChain(HttpSecurity http) throws Exception {
    RequestMatcher hasAuthorization = r -> r.getHeader(HttpHeaders.AUTHORIZATION) != null;
    common(http)
      .securityMatcher(hasAuthorization)
      .sessionManagement(s -> s.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
      // A browser that knows a basic password sends it along with what another site makes it
      // send.
      .csrf(csrf -> csrf.requireCsrfProtectionMatcher(Browsers::isCrossSiteChange))
      .httpBasic(basic -> basic.authenticationEntryPoint(problems))
      .authorizeHttpRequests(AccessRules::apply);
    return http.build();
  }

  /** The web app: a form signs in, a session remembers. */
  @Bean
  @Order(3)
  SecurityFilterChain browserChain(HttpSecurity http) throws Exception {
    var tokens = CookieCsrfTokenRepository.withHttpOnlyFalse();
    tokens.setCookieCustomizer(cookie -> cookie.sameSite("Lax"));
    common(http)
      .csrf(csrf -> csrf.csrfTokenRepository(tokens).csrfTokenRequestHandler(new SpaCsrfTokens()))
      .formLogin(form ->
        form
          .loginPage("/login")
          .loginProcessingUrl("/login")
          .successHandler((request, response, who) ->
            response.setStatus(HttpStatus.NO_CONTENT.value())
          )
          .failureHandler(problems)
      )
      .logout(logout ->
        logout.logoutSuccessHandler(
          new HttpStatusReturningLogoutSuccessHandler(HttpStatus.NO_CONTENT)
        )
      )
      .authorizeHttpRequests(AccessRules::apply);
    return http.build();
  }

  private HttpSecurity common(HttpSecurity http) throws Exception {
    return http
      .headers(SecurityChains::headers)
      // Saving what was asked for before the sign-in would give every stranger a session.
      .requestCache(cache -> cache.disable())
      .exceptionHandling(refused ->
        refused.authenticationEntryPoint(problems).accessDeniedHandler(problems)
      )
      .addFilterBefore(new CurrentAuthorities(people), AnonymousAuthenticationFilter.class);
  }

  private static void headers(HeadersConfigurer<HttpSecurity> headers) {
    headers
      .contentSecurityPolicy(policy -> policy.policyDirectives(CONTENT_POLICY))
      .referrerPolicy(policy -> policy.policy(ReferrerPolicy.SAME_ORIGIN))
      .permissionsPolicyHeader(policy ->
        policy.policy("camera=(), geolocation=(), microphone=(), payment=(), usb=()")
      );
  }

  private static boolean isFromThisMachine(HttpServletRequest request) {
    // Behind a proxy on this machine every caller would look local.
    if (request.getHeader("X-Forwarded-For") != null || request.getHeader("Forwarded") != null) {
      return false;
    }
    try {
      return InetAddress.getByName(request.getRemoteAddr()).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }
}
