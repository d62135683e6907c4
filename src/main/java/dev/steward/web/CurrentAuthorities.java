package dev.steward.web;

import dev.steward.identity.ActorAuthentication;
import dev.steward.identity.CurrentActor;
import dev.steward.identity.PeopleUnavailableException;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Gives a signed-in person the roles of this moment. A session keeps those of the sign-in, which
 * may be hours old; whoever is no longer among the people is signed out. Where nobody can tell, the
 * request goes on as a stranger's, which is enough for health checks and the pages of the web app.
 */
final class CurrentAuthorities extends OncePerRequestFilter {

  private static final String UNAVAILABLE = CurrentAuthorities.class.getName() + ".unavailable";

  private final CurrentActor current;

  CurrentAuthorities(CurrentActor current) {
    this.current = current;
  }

  /** Whether this caller might well be signed in, were there anybody to ask. */
  static boolean areUnavailable(HttpServletRequest request) {
    return request.getAttribute(UNAVAILABLE) != null;
  }

  @Override
  protected void doFilterInternal(
    HttpServletRequest request,
    HttpServletResponse response,
    FilterChain chain
  ) throws ServletException, IOException {
    var authentication = SecurityContextHolder.getContext().getAuthentication();
    if (authentication != null && authentication.isAuthenticated()) {
      // A new context: the old one is the session's, shared by requests that run at the same time.
      var context = SecurityContextHolder.createEmptyContext();
      try {
        current
          .of(authentication)
          .map(actor -> new ActorAuthentication(actor, authentication.getDetails()))
          .ifPresent(context::setAuthentication);
      } catch (PeopleUnavailableException e) {
        request.setAttribute(UNAVAILABLE, true);
      }
      SecurityContextHolder.setContext(context);
    }
    chain.doFilter(request, response);
  }
}
