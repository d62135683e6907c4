package dev.steward.web;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import org.springframework.core.annotation.Order;
import org.springframework.http.MediaType;
import org.springframework.security.config.ObjectPostProcessor;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.oauth2.client.oidc.web.logout.OidcClientInitiatedLogoutSuccessHandler;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.web.DefaultOAuth2AuthorizationRequestResolver;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestCustomizers;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestResolver;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationConverter;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationFilter;
import org.springframework.security.web.SecurityFilterChain;

/** The profile keycloak: OpenID Connect in browsers, bearer tokens for applications. */
@Configuration(proxyBeanMethods = false)
@Profile("keycloak")
class KeycloakSignIn {

  static final String START = "/oauth2/authorization/keycloak";

  private static final String PAGE = "/sign-in";

  @Bean
  SignInMethod signInMethod() {
    return SignInMethod.REDIRECT;
  }

  @Bean
  @Order(2)
  SecurityFilterChain applicationChain(HttpSecurity http, ChainParts parts, SignInProblems problems)
    throws Exception {
    var principal = new JwtAuthenticationConverter();
    principal.setPrincipalClaimName("preferred_username");
    return parts
      .applications(http)
      .oauth2ResourceServer(tokens ->
        tokens
          .authenticationEntryPoint(problems)
          .accessDeniedHandler(problems)
          .withObjectPostProcessor(answering(problems))
          .jwt(jwt -> jwt.jwtAuthenticationConverter(principal))
      )
      .build();
  }

  @Bean
  @Order(3)
  SecurityFilterChain browserChain(
    HttpSecurity http,
    ChainParts parts,
    ClientRegistrationRepository clients
  ) throws Exception {
    return parts
      .browsers(http)
      .oauth2Login(login ->
        login
          .loginPage(PAGE)
          .authorizationEndpoint(start -> start.authorizationRequestResolver(withPkce(clients)))
          // The page knows where the person wanted to go.
          .successHandler((request, response, who) ->
            response.sendRedirect(request.getContextPath() + PAGE)
          )
          .failureHandler((request, response, reason) ->
            response.sendRedirect(request.getContextPath() + PAGE + "?failed=true")
          )
      )
      .logout(logout -> logout.logoutSuccessHandler(alsoAtKeycloak(clients)))
      .build();
  }

  private static OAuth2AuthorizationRequestResolver withPkce(ClientRegistrationRepository clients) {
    var resolver = new DefaultOAuth2AuthorizationRequestResolver(clients, "/oauth2/authorization");
    resolver.setAuthorizationRequestCustomizer(OAuth2AuthorizationRequestCustomizers.withPkce());
    return resolver;
  }

  /** Tells the web app where to go: a redirect would be followed by its script, which Keycloak does not answer. */
  private static OidcClientInitiatedLogoutSuccessHandler alsoAtKeycloak(
    ClientRegistrationRepository clients
  ) {
    var handler = new OidcClientInitiatedLogoutSuccessHandler(clients);
    handler.setPostLogoutRedirectUri("{baseUrl}" + PAGE);
    handler.setRedirectStrategy((request, response, url) -> {
      response.setContentType(MediaType.TEXT_PLAIN_VALUE);
      response.getWriter().write(url);
    });
    return handler;
  }

  /** Where tokens cannot be checked because Keycloak's keys cannot be had, the filter itself would answer with an error of ours. */
  private static ObjectPostProcessor<BearerTokenAuthenticationFilter> answering(
    SignInProblems problems
  ) {
    return new ObjectPostProcessor<>() {
      @Override
      public <F extends BearerTokenAuthenticationFilter> F postProcess(F filter) {
        filter.setAuthenticationFailureHandler(problems::commence);
        return filter;
      }
    };
  }
}
