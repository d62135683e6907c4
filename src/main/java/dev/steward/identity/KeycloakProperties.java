package dev.steward.identity;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.context.annotation.Profile;
import org.springframework.validation.annotation.Validated;

/**
 * @param issuer the realm's address as it stands in tokens, such as {@code https://id.example.com/realms/steward}
 * @param clientId Steward's own client: the audience of tokens, the holder of permissions, and the account that reads people
 * @param clientSecret of that client
 * @param memory how long an answer about a person counts; a permission taken away is gone after that
 */
@Validated
@Profile("keycloak")
@ConfigurationProperties("steward.keycloak")
record KeycloakProperties(
  @NotNull URI issuer,
  @DefaultValue("steward") String clientId,
  @NotBlank String clientSecret,
  @DefaultValue("5s") Duration memory
) {
  private static final String REALMS = "/realms/";

  KeycloakProperties {
    if (issuer != null && !issuer.toString().contains(REALMS)) {
      throw new IllegalArgumentException("steward.keycloak.issuer must end in /realms/<name>");
    }
  }

  String protocol(String endpoint) {
    return issuer + "/protocol/openid-connect/" + endpoint;
  }

  URI admin() {
    return URI.create(issuer.toString().replace(REALMS, "/admin" + REALMS));
  }
}
