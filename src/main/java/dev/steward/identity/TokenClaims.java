package dev.steward.identity;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.ClaimAccessor;

/** Reads roles, groups and permissions where Keycloak writes them. */
final class TokenClaims {

  /** Also the engine's user id, the actor of the audit trail and whom agents represent. */
  static final String NAME = "preferred_username";

  private final String clientId;

  TokenClaims(String clientId) {
    this.clientId = clientId;
  }

  Actor of(ClaimAccessor token) {
    var name = String.valueOf(token.getClaimAsString(NAME));
    return new Actor(
      name,
      Optional.ofNullable(token.getClaimAsString("name")).orElse(name),
      roles(roleNames(token.getClaim("realm_access"))),
      groups(strings(token.getClaim("groups"))),
      roleNames(entry(token.getClaim("resource_access"), clientId)).collect(Collectors.toSet())
    );
  }

  /** The realm has roles of its own besides ours. */
  static Set<Role> roles(Stream<String> names) {
    return names.flatMap(name -> Role.of(name).stream()).collect(Collectors.toSet());
  }

  /** {@code /sales/approvers} is {@code sales/approvers} in a diagram: groups of the same name in two places are two groups. */
  static Set<String> groups(Stream<String> paths) {
    return paths.map(path -> path.replaceFirst("^/", "")).collect(Collectors.toSet());
  }

  private static Stream<String> roleNames(@Nullable Object access) {
    return strings(entry(access, "roles"));
  }

  private static @Nullable Object entry(@Nullable Object map, String key) {
    return map instanceof Map<?, ?> entries ? entries.get(key) : null;
  }

  private static Stream<String> strings(@Nullable Object list) {
    var values = list instanceof Collection<?> found ? found : List.of();
    return values.stream().filter(String.class::isInstance).map(String.class::cast);
  }
}
