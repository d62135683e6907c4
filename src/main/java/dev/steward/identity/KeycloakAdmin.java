package dev.steward.identity;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.oauth2.client.ClientCredentialsOAuth2AuthorizedClientProvider;
import org.springframework.security.oauth2.client.OAuth2AuthorizationContext;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClient;
import org.springframework.security.oauth2.client.endpoint.OAuth2AccessTokenResponseClient;
import org.springframework.security.oauth2.client.endpoint.OAuth2ClientCredentialsGrantRequest;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.OAuth2AuthorizationException;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;

/**
 * Reads people over Keycloak's admin API, with the rights {@code view-users} and {@code view-clients}. Roles are asked for with all that follows from
 * groups and composite roles, as Keycloak itself works them out for tokens.
 */
final class KeycloakAdmin {

  private static final Logger log = LoggerFactory.getLogger(KeycloakAdmin.class);

  private static final AnonymousAuthenticationToken STEWARD = new AnonymousAuthenticationToken(
    "steward",
    "steward",
    AuthorityUtils.createAuthorityList("ROLE_CLIENT")
  );

  private final String clientId;
  private final ClientRegistration account;
  private final ClientCredentialsOAuth2AuthorizedClientProvider tokens =
    new ClientCredentialsOAuth2AuthorizedClientProvider();
  private final RestClient admin;

  private volatile @Nullable OAuth2AuthorizedClient token;
  private volatile @Nullable String clientKey;

  /** @param admin with the realm's admin address as base URL */
  KeycloakAdmin(
    KeycloakProperties keycloak,
    OAuth2AccessTokenResponseClient<OAuth2ClientCredentialsGrantRequest> credentials,
    RestClient.Builder admin
  ) {
    this.clientId = keycloak.clientId();
    this.account = ClientRegistration.withRegistrationId("people")
      .authorizationGrantType(AuthorizationGrantType.CLIENT_CREDENTIALS)
      .tokenUri(keycloak.protocol("token"))
      .clientId(keycloak.clientId())
      .clientSecret(keycloak.clientSecret())
      .build();
    tokens.setAccessTokenResponseClient(credentials);
    this.admin = admin
      .requestInterceptor((request, body, next) -> {
        request.getHeaders().setBearerAuth(token());
        return next.execute(request, body);
      })
      .build();
  }

  /** @throws PeopleUnavailableException where Keycloak gives no answer, or one that makes no sense */
  Optional<Actor> person(String name) {
    return asking(() ->
      user(name)
        .filter(user -> user.path("enabled").asBoolean())
        .map(user -> {
          var id = id(user);
          return new Actor(
            name,
            displayName(user, name),
            TokenClaims.roles(names(list("/users/{id}/role-mappings/realm/composite", id), "name")),
            TokenClaims.groups(names(list("/users/{id}/groups?max=-1", id), "path")),
            permissions("users", id)
          );
        })
    );
  }

  /**
   * A role that agents represent is a group below {@code /agents}.
   *
   * @throws PeopleUnavailableException as above
   */
  Optional<Actor> role(String name) {
    return asking(() ->
      get("/group-by-path/agents/{name}", name).map(group ->
        new Actor(People.ROLE + name, name, Set.of(), Set.of(), permissions("groups", id(group)))
      )
    );
  }

  private Optional<JsonNode> user(String name) {
    // Keycloak does not look at upper and lower case.
    return list("/users?username={name}&exact=true", name)
      .valueStream()
      .filter(user -> user.path("username").asText().equals(name))
      .findFirst();
  }

  private Set<String> permissions(String kind, String id) {
    return names(
      list("/" + kind + "/{id}/role-mappings/clients/{client}/composite", id, clientKey()),
      "name"
    ).collect(Collectors.toSet());
  }

  /** By which the admin API knows our client. */
  private String clientKey() {
    var known = clientKey;
    if (known != null) {
      return known;
    }
    var found = names(list("/clients?clientId={id}", clientId), "id")
      .findFirst()
      .orElseThrow(() -> new IllegalStateException("There is no client " + clientId));
    clientKey = found;
    return found;
  }

  private JsonNode list(String path, Object... values) {
    return get(path, values)
      .filter(JsonNode::isArray)
      .orElseThrow(() -> new IllegalStateException("No list at " + path));
  }

  private Optional<JsonNode> get(String path, Object... values) {
    return Optional.ofNullable(
      admin
        .get()
        .uri(path, values)
        .exchange((request, response) -> {
          if (response.getStatusCode() == HttpStatus.NOT_FOUND) {
            return null;
          }
          if (response.getStatusCode() != HttpStatus.OK) {
            throw new IllegalStateException(path + " answers " + response.getStatusCode());
          }
          return response.bodyTo(JsonNode.class);
        })
    );
  }

  private String token() {
    var known = token;
    var context = (
      known == null
        ? OAuth2AuthorizationContext.withClientRegistration(account)
        : OAuth2AuthorizationContext.withAuthorizedClient(known)
    )
      .principal(STEWARD)
      .build();
    var fresh = tokens.authorize(context);
    if (fresh != null) {
      token = fresh;
      return fresh.getAccessToken().getTokenValue();
    }
    return Objects.requireNonNull(known).getAccessToken().getTokenValue();
  }

  private <T> T asking(Supplier<T> question) {
    try {
      return question.get();
    } catch (RestClientException | OAuth2AuthorizationException | IllegalStateException e) {
      // Either may have been withdrawn, or made anew.
      token = null;
      clientKey = null;
      log.warn("Keycloak cannot be asked about people: {}", e.toString());
      throw new PeopleUnavailableException("Keycloak does not tell who this is", e);
    }
  }

  private static String id(JsonNode thing) {
    return thing.path("id").asText();
  }

  private static Stream<String> names(JsonNode list, String field) {
    return list.valueStream().map(entry -> entry.path(field).asText());
  }

  private static String displayName(JsonNode user, String name) {
    var full = (user.path("firstName").asText("") + " " + user.path("lastName").asText("")).strip();
    return full.isEmpty() ? name : full;
  }
}
