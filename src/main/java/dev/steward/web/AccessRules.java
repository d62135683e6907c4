package dev.steward.web;

import dev.steward.identity.Role;
import jakarta.servlet.DispatcherType;
import java.util.Arrays;
import org.springframework.boot.actuate.autoconfigure.security.servlet.EndpointRequest;
import org.springframework.boot.actuate.health.HealthEndpoint;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AuthorizeHttpRequestsConfigurer;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/**
 * Who may reach which address. What somebody may do there, and to which instances and tasks, the
 * modules decide. The table in docs/security.md says the same for people, and is tested.
 */
final class AccessRules {

  private static final PathPatternRequestMatcher.Builder PATH =
    PathPatternRequestMatcher.withDefaults();

  private static final String[] ANY_ROLE = Arrays.stream(Role.values())
    .map(Role::id)
    .toArray(String[]::new);

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
      .requestMatchers(PATH.matcher(HttpMethod.GET, "/api/sign-in"))
      .permitAll()
      // Everybody who can sign in may know who they are. Without a role they may do nothing here.
      .requestMatchers(PATH.matcher(HttpMethod.GET, "/api/me"))
      .authenticated()
      // Before anything of the files is read.
      .requestMatchers(
        PATH.matcher(HttpMethod.POST, "/api/deployments"),
        PATH.matcher(HttpMethod.POST, "/api/deployments/check"),
        PATH.matcher(HttpMethod.POST, "/api/rehearsals")
      )
      .hasAnyRole(Role.ANALYST.id(), Role.OPERATOR.id())
      .requestMatchers(PATH.matcher("/api/**"), PATH.matcher("/mcp"))
      .hasAnyRole(ANY_ROLE)
      // Faults and effects of the demo systems; the systems themselves are behind a chain of their own.
      .requestMatchers(PATH.matcher("/sandbox/**"))
      .hasRole(Role.OPERATOR.id());
    enginesOwn(rules);
    rules
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

  /** Flowable's own REST API: what is named here, and behind it a guard that knows whose tasks and instances they are. */
  private static void enginesOwn(
    AuthorizeHttpRequestsConfigurer<HttpSecurity>.AuthorizationManagerRequestMatcherRegistry rules
  ) {
    rules
      .requestMatchers(
        engine(
          HttpMethod.GET,
          "/repository/process-definitions",
          "/repository/process-definitions/{id}",
          "/runtime/tasks",
          "/runtime/tasks/{id}",
          "/runtime/process-instances",
          "/runtime/process-instances/{id}",
          "/history/historic-process-instances",
          "/history/historic-process-instances/{id}",
          "/history/historic-task-instances",
          "/history/historic-task-instances/{id}"
        )
      )
      .hasAnyRole(ANY_ROLE)
      .requestMatchers(
        engine(
          HttpMethod.POST,
          "/runtime/tasks/{id}",
          "/query/tasks",
          "/query/process-instances",
          "/query/historic-process-instances",
          "/query/historic-task-instances"
        )
      )
      .hasAnyRole(ANY_ROLE)
      .requestMatchers(engine(HttpMethod.POST, "/repository/deployments"))
      .access((who, request) ->
        new Refusal(
          "deployments-not-here",
          "Nothing is deployed over Flowable's own API: what it would store has not been checked."
        )
      )
      .requestMatchers(PATH.matcher("/process-api/management/tables/**"))
      .denyAll()
      .requestMatchers(engine(HttpMethod.GET, "/management/**"))
      .hasRole(Role.OPERATOR.id())
      .requestMatchers(engine(HttpMethod.GET, "/repository/**", "/runtime/**", "/history/**"))
      .hasAnyRole(Role.OPERATOR.id(), Role.AUDITOR.id());
  }

  private static RequestMatcher[] engine(HttpMethod method, String... paths) {
    return Arrays.stream(paths)
      .map(path -> PATH.matcher(method, "/process-api" + path))
      .toArray(RequestMatcher[]::new);
  }
}
