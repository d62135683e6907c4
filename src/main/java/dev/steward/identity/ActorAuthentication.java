package dev.steward.identity;

import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;

/** Somebody signed in, with what they may do in this one request. It never goes into a session. */
public final class ActorAuthentication extends AbstractAuthenticationToken {

  private static final long serialVersionUID = 1L;

  private final transient Actor actor;

  /** @param details where the request comes from, as Spring Security's filters note it */
  public ActorAuthentication(Actor actor, @Nullable Object details) {
    super(
      AuthorityUtils.createAuthorityList(
        actor
          .roles()
          .stream()
          .map(Role::authority)
          .toArray(String[]::new)
      )
    );
    this.actor = actor;
    setDetails(details);
    setAuthenticated(true);
  }

  Actor actor() {
    return actor;
  }

  @Override
  public String getPrincipal() {
    return actor.name();
  }

  @Override
  public @Nullable Object getCredentials() {
    return null;
  }
}
