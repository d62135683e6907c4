package dev.steward.identity;

import java.util.Optional;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;

/** The actor of the request being served. */
@Component
public class CurrentActor {

  private final People people;

  CurrentActor(People people) {
    this.people = people;
  }

  /** Empty outside a request, or when nobody is signed in. */
  public Optional<Actor> find() {
    var authentication = SecurityContextHolder.getContext().getAuthentication();
    if (
      authentication == null ||
      !authentication.isAuthenticated() ||
      authentication instanceof AnonymousAuthenticationToken
    ) {
      return Optional.empty();
    }
    return people.find(authentication.getName());
  }

  /**
   * @throws IllegalStateException where nobody is signed in; the security chain lets no such
   *     request through
   */
  public Actor get() {
    return find().orElseThrow(() -> new IllegalStateException("No actor is signed in"));
  }
}
