package dev.steward.identity;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.stereotype.Component;

/** The actor of the request being served. */
@Component
public class CurrentActor {

  private final People people;
  private final ObjectProvider<TokenClaims> claims;

  CurrentActor(People people, ObjectProvider<TokenClaims> claims) {
    this.people = people;
    this.claims = claims;
  }

  /** Empty outside a request, or when nobody is signed in. */
  public Optional<Actor> find() {
    return of(SecurityContextHolder.getContext().getAuthentication());
  }

  /**
   * What somebody may do now, and a bearer token's holder no more than the token says: an application may have asked for one that
   * can do less.
   *
   * @return empty for whoever is not, or no longer, among the people
   * @throws PeopleUnavailableException where that cannot be told
   */
  public Optional<Actor> of(@Nullable Authentication authentication) {
    if (
      authentication == null ||
      !authentication.isAuthenticated() ||
      authentication instanceof AnonymousAuthenticationToken
    ) {
      return Optional.empty();
    }
    if (authentication instanceof ActorAuthentication known) {
      return Optional.of(known.actor());
    }
    var found = people.find(authentication.getName());
    return authentication instanceof JwtAuthenticationToken bearer
      ? found.map(actor -> actor.within(claims.getObject().of(bearer.getToken())))
      : found;
  }

  /**
   * @throws IllegalStateException where nobody is signed in; the security chain lets no such
   *     request through
   */
  public Actor get() {
    return find().orElseThrow(() -> new IllegalStateException("No actor is signed in"));
  }
}
