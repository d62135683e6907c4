package dev.steward.identity;

import dev.steward.outbound.OutboundHttp;
import dev.steward.outbound.OutboundRequestFactory;
import dev.steward.outbound.Reach;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.http.converter.FormHttpMessageConverter;
import org.springframework.security.oauth2.client.endpoint.OAuth2AccessTokenResponseClient;
import org.springframework.security.oauth2.client.endpoint.OAuth2AuthorizationCodeGrantRequest;
import org.springframework.security.oauth2.client.endpoint.RestClientAuthorizationCodeTokenResponseClient;
import org.springframework.security.oauth2.client.endpoint.RestClientClientCredentialsTokenResponseClient;
import org.springframework.security.oauth2.client.http.OAuth2ErrorResponseErrorHandler;
import org.springframework.security.oauth2.client.oidc.authentication.OidcIdTokenDecoderFactory;
import org.springframework.security.oauth2.client.oidc.authentication.OidcIdTokenValidator;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.registration.InMemoryClientRegistrationRepository;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.converter.ClaimTypeConverter;
import org.springframework.security.oauth2.core.http.converter.OAuth2AccessTokenResponseHttpMessageConverter;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.JwtClaimNames;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtDecoderFactory;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestTemplate;

/**
 * Keycloak as the place where people sign in. Its addresses are made from the issuer's: asking for them would keep Steward from
 * starting while Keycloak is away.
 */
@Configuration(proxyBeanMethods = false)
@Profile("keycloak")
class KeycloakConfiguration {

  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private static final Duration CLOCKS_APART = Duration.ofSeconds(10);
  private static final int LARGEST_ANSWER = 1 << 20;

  private static final Set<SignatureAlgorithm> ALGORITHMS = Set.of(
    SignatureAlgorithm.RS256,
    SignatureAlgorithm.PS256,
    SignatureAlgorithm.ES256
  );

  private final KeycloakProperties keycloak;
  private final ClientHttpRequestFactory requests;

  KeycloakConfiguration(KeycloakProperties keycloak, OutboundHttp outbound) {
    this.keycloak = keycloak;
    // Where Keycloak is was said by whoever runs Steward, and may well be a private address.
    this.requests = new OutboundRequestFactory(outbound, TIMEOUT, LARGEST_ANSWER, Reach.ANYWHERE);
  }

  @Bean
  ClientRegistrationRepository keycloakClient() {
    return new InMemoryClientRegistrationRepository(
      ClientRegistration.withRegistrationId("keycloak")
        .clientName("Keycloak")
        .clientId(keycloak.clientId())
        .clientSecret(keycloak.clientSecret())
        .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
        .redirectUri("{baseUrl}/login/oauth2/code/{registrationId}")
        .scope("openid")
        .issuerUri(keycloak.issuer().toString())
        .authorizationUri(keycloak.protocol("auth"))
        .tokenUri(keycloak.protocol("token"))
        .jwkSetUri(keycloak.protocol("certs"))
        .userNameAttributeName(TokenClaims.NAME)
        .providerConfigurationMetadata(Map.of("end_session_endpoint", keycloak.protocol("logout")))
        .build()
    );
  }

  @Bean
  OAuth2AccessTokenResponseClient<OAuth2AuthorizationCodeGrantRequest> codeExchange() {
    var client = new RestClientAuthorizationCodeTokenResponseClient();
    client.setRestClient(tokens());
    return client;
  }

  @Bean
  JwtDecoderFactory<ClientRegistration> idTokens() {
    return registration -> {
      var decoder = decoder();
      decoder.setClaimSetConverter(
        new ClaimTypeConverter(OidcIdTokenDecoderFactory.createDefaultClaimTypeConverters())
      );
      decoder.setJwtValidator(
        new DelegatingOAuth2TokenValidator<>(
          new JwtTimestampValidator(CLOCKS_APART),
          new OidcIdTokenValidator(registration)
        )
      );
      return decoder;
    };
  }

  @Bean
  JwtDecoder bearerTokens() {
    var decoder = decoder();
    decoder.setJwtValidator(
      new DelegatingOAuth2TokenValidator<>(
        new JwtTimestampValidator(CLOCKS_APART),
        new JwtIssuerValidator(keycloak.issuer().toString()),
        // A token without an end would be good for ever.
        claim(JwtClaimNames.EXP, Objects::nonNull),
        new JwtClaimValidator<List<String>>(
          JwtClaimNames.AUD,
          audience -> audience != null && audience.contains(keycloak.clientId())
        ),
        // An ID token is of the same issuer and for the same client, and was never meant to open anything.
        claim("typ", "Bearer"::equals),
        claim(TokenClaims.NAME, name -> name instanceof String text && PeopleParser.isName(text))
      )
    );
    return decoder;
  }

  @Bean
  TokenClaims tokenClaims() {
    return new TokenClaims(keycloak.clientId());
  }

  @Bean
  KeycloakAdmin keycloakAdmin() {
    var credentials = new RestClientClientCredentialsTokenResponseClient();
    credentials.setRestClient(tokens());
    return new KeycloakAdmin(
      keycloak,
      credentials,
      RestClient.builder().baseUrl(keycloak.admin()).requestFactory(requests)
    );
  }

  private NimbusJwtDecoder decoder() {
    return NimbusJwtDecoder.withJwkSetUri(keycloak.protocol("certs"))
      .jwsAlgorithms(known -> known.addAll(ALGORITHMS))
      .restOperations(new RestTemplate(requests))
      .build();
  }

  private static JwtClaimValidator<Object> claim(String name, Predicate<@Nullable Object> holds) {
    return new JwtClaimValidator<>(name, holds);
  }

  private RestClient tokens() {
    return RestClient.builder()
      .requestFactory(requests)
      .messageConverters(converters -> {
        converters.clear();
        converters.add(new FormHttpMessageConverter());
        converters.add(new OAuth2AccessTokenResponseHttpMessageConverter());
      })
      .defaultStatusHandler(new OAuth2ErrorResponseErrorHandler())
      .build();
  }
}
