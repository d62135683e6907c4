package dev.steward.tool.adapter;

import dev.steward.outbound.OutboundHttp;
import dev.steward.outbound.OutboundRequestFactory;
import dev.steward.outbound.Reach;
import dev.steward.tool.contract.HttpTarget.ClientCredentials;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.core.env.Environment;
import org.springframework.http.converter.FormHttpMessageConverter;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.oauth2.client.ClientCredentialsOAuth2AuthorizedClientProvider;
import org.springframework.security.oauth2.client.OAuth2AuthorizationContext;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClient;
import org.springframework.security.oauth2.client.endpoint.RestClientClientCredentialsTokenResponseClient;
import org.springframework.security.oauth2.client.http.OAuth2ErrorResponseErrorHandler;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.OAuth2AuthorizationException;
import org.springframework.security.oauth2.core.http.converter.OAuth2AccessTokenResponseHttpMessageConverter;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;

/** Access tokens of OAuth 2.0 clients, kept in memory until shortly before they expire. */
@Component
class ClientTokens {

  private static final int LARGEST_ANSWER = 1 << 16;
  private static final AnonymousAuthenticationToken NOBODY = new AnonymousAuthenticationToken(
    "steward",
    "steward",
    AuthorityUtils.createAuthorityList("ROLE_CLIENT")
  );

  private final Map<ClientCredentials, OAuth2AuthorizedClient> clients = new ConcurrentHashMap<>();
  private final Environment environment;
  private final OutboundHttp outbound;

  ClientTokens(Environment environment, OutboundHttp outbound) {
    this.environment = environment;
    this.outbound = outbound;
  }

  /** There is no token, so the call cannot be sent. */
  static final class NoTokenException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    NoTokenException(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /** @throws NoTokenException where the authorization server gives none */
  String of(ClientCredentials credentials, Duration timeout, Reach reach) {
    var known = clients.get(credentials);
    var context = (
      known == null
        ? OAuth2AuthorizationContext.withClientRegistration(registration(credentials))
        : OAuth2AuthorizationContext.withAuthorizedClient(known)
    )
      .principal(NOBODY)
      .build();
    try {
      var fresh = provider(timeout, reach).authorize(context);
      if (fresh != null) {
        clients.put(credentials, fresh);
        return fresh.getAccessToken().getTokenValue();
      }
      if (known == null) {
        throw new IllegalStateException("A client without a token is always authorized anew");
      }
      return known.getAccessToken().getTokenValue();
    } catch (OAuth2AuthorizationException | RestClientException e) {
      throw new NoTokenException("The authorization server gives no access token", e);
    }
  }

  void forget(ClientCredentials credentials) {
    clients.remove(credentials);
  }

  private ClientCredentialsOAuth2AuthorizedClientProvider provider(Duration timeout, Reach reach) {
    var client = new RestClientClientCredentialsTokenResponseClient();
    client.setRestClient(
      RestClient.builder()
        .requestFactory(new OutboundRequestFactory(outbound, timeout, LARGEST_ANSWER, reach))
        .messageConverters(
          List.of(
            new FormHttpMessageConverter(),
            new OAuth2AccessTokenResponseHttpMessageConverter()
          )
        )
        .defaultStatusHandler(new OAuth2ErrorResponseErrorHandler())
        .build()
    );
    var provider = new ClientCredentialsOAuth2AuthorizedClientProvider();
    provider.setAccessTokenResponseClient(client);
    return provider;
  }

  private ClientRegistration registration(ClientCredentials credentials) {
    var registration = ClientRegistration.withRegistrationId("tool")
      .authorizationGrantType(AuthorizationGrantType.CLIENT_CREDENTIALS)
      .tokenUri(setting(credentials.tokenUrl()))
      .clientId(setting(credentials.clientId()))
      .clientSecret(setting(credentials.clientSecret()));
    if (credentials.scope() != null) {
      registration.scope(credentials.scope().split(" "));
    }
    return registration.build();
  }

  private String setting(String template) {
    return environment.resolveRequiredPlaceholders(template);
  }
}
