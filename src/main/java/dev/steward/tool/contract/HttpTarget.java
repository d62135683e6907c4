package dev.steward.tool.contract;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP request. {@code {name}} stands for an argument, {@code ${name}} for a setting or secret of the environment that
 * Steward runs in.
 *
 * @param body template of the JSON body; where there is none, the arguments that url, query and headers do not use make it up
 * @param answer where in the body of the answer the result is; all of it where the file says nothing
 * @param auth how Steward signs in
 * @param hosts that a url whose host comes from an argument may lead to; {@code *.example.com} for all below it
 * @param privateNetwork whether the host may have a private or loopback address in production
 */
public record HttpTarget(
  String method,
  String url,
  Map<String, String> query,
  Map<String, String> headers,
  @Nullable JsonNode body,
  @Nullable JsonPointer answer,
  @Nullable Auth auth,
  List<String> hosts,
  boolean privateNetwork
) implements Target {
  public HttpTarget {
    query = requireNonNullElse(query, Map.of());
    headers = requireNonNullElse(headers, Map.of());
    hosts = requireNonNullElse(hosts, List.of());
  }

  /** One of the three; the values are references such as {@code ${CRM_TOKEN}}, never the secrets themselves. */
  public record Auth(
    @Nullable String bearer,
    @Nullable ApiKey apiKey,
    @Nullable ClientCredentials oauth2
  ) {}

  /** @param header one of {@code header} and {@code query} */
  public record ApiKey(@Nullable String header, @Nullable String query, String value) {}

  /** OAuth 2.0 client credentials (RFC 6749, 4.4). */
  public record ClientCredentials(
    String tokenUrl,
    String clientId,
    String clientSecret,
    @Nullable String scope
  ) {}
}
