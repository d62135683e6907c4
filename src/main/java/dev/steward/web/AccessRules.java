package dev.steward.web;

import dev.steward.identity.Role;
import jakarta.servlet.DispatcherType;
import org.springframework.boot.actuate.autoconfigure.security.servlet.EndpointRequest;
import org.springframework.boot.actuate.health.HealthEndpoint;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AuthorizeHttpRequestsConfigurer;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;

/**
 * Who may reach which address. What somebody may do there, and to which instances and tasks, the
 * modules decide.
 */
final class AccessRules {

  private static final PathPatternRequestMatcher.Builder PATH =
    PathPatternRequestMatcher.withDefaults();

  private AccessRules() {}

  static void apply(
    AuthorizeHttpRequestsConfigurer<HttpSecurity>.AuthorizationManagerRequestMatcherRegistry rules
  ) {
    rules
      // Decided when the request came in.
      .dispatcherTypeMatchers(DispatcherType.FORWARD, DispatcherType.ERROR, DispatcherType.ASYNC)
      .permitAll()
      .requestMatchers(EndpointRequest.to(HealthEndpoint.class))
      .permitAll()
      .requestMatchers(EndpointRequest.toAnyEndpoint())
      .hasRole(Role.OPERATOR.id())
      .requestMatchers(PATH.matcher("/api/**"))
      .authenticated()
      // Faults and effects of the demo systems; the systems themselves are behind SandboxChain.
      .requestMatchers(PATH.matcher("/sandbox/**"))
      .hasRole(Role.OPERATOR.id())
      // Flowable's own REST API knows no owners of tasks and instances, and would deploy and
      // complete past
      // our rules: it may be looked at by those who may see everything, and no more.
      .requestMatchers(PATH.matcher(HttpMethod.GET, "/process-api/**"))
      .hasAnyRole(Role.OPERATOR.id(), Role.AUDITOR.id())
      .requestMatchers(
        PATH.matcher(HttpMethod.GET, "/v3/api-docs/**"),
        PATH.matcher(HttpMethod.GET, "/v3/api-docs.yaml")
      )
      .permitAll()
      .requestMatchers(AppPaths::isApp)
      .permitAll()
      .anyRequest()
      .denyAll();
  }
}
