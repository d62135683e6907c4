package dev.steward.web;

import dev.steward.identity.Actor;
import dev.steward.identity.People;
import dev.steward.identity.Role;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Gives a signed-in person the roles of this moment. A session keeps those of the sign-in, which
 * may be hours old; whoever is no longer among the people is signed out.
 */
final class CurrentAuthorities extends OncePerRequestFilter {

  private final People people;

  CurrentAuthorities(People people) {
    this.people = people;
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
      people
        .find(authentication.getName())
        .map(actor -> current(authentication, actor))
        .ifPresent(context::setAuthentication);
      SecurityContextHolder.setContext(context);
    }
    chain.doFilter(request, response);
  }

  private static Authentication current(Authentication authentication, Actor actor) {
    var authorities = actor
      .roles()
      .stream()
      .map(Role::authority)
      .toArray(String[]::new);
    var current = UsernamePasswordAuthenticationToken.authenticated(
      authentication.getPrincipal(),
      null,
      AuthorityUtils.createAuthorityList(authorities)
    );
    current.setDetails(authentication.getDetails());
    return current;
  }
}
