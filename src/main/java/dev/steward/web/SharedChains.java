package dev.steward.web;

import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationEventPublisher;
import org.springframework.security.authorization.SpringAuthorizationEventPublisher;
import org.springframework.security.config.annotation.method.configuration.EnableMethodSecurity;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.AndRequestMatcher;
import org.springframework.security.web.util.matcher.NegatedRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;

/** What is the same wherever people come from. */
@Configuration(proxyBeanMethods = false)
@EnableMethodSecurity
class SharedChains {

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
  SecurityFilterChain sandboxChain(HttpSecurity http, ChainParts parts, SignInProblems problems)
    throws Exception {
    var path = PathPatternRequestMatcher.withDefaults();
    var forOperators = new OrRequestMatcher(
      path.matcher("/sandbox/effects/**"),
      path.matcher("/sandbox/faults/**")
    );
    return parts
      .every(http)
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
      )
      .build();
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
