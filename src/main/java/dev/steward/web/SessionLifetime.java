package dev.steward.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.springframework.web.filter.OncePerRequestFilter;

/** Ends sessions that have lasted long enough. An open page asks for news all the time, so that it never looks unused. */
final class SessionLifetime extends OncePerRequestFilter {

  private final Duration lifetime;
  private final Clock clock;

  SessionLifetime(Duration lifetime, Clock clock) {
    this.lifetime = lifetime;
    this.clock = clock;
  }

  @Override
  protected void doFilterInternal(
    HttpServletRequest request,
    HttpServletResponse response,
    FilterChain chain
  ) throws ServletException, IOException {
    var session = request.getSession(false);
    if (
      session != null &&
      clock.instant().isAfter(Instant.ofEpochMilli(session.getCreationTime()).plus(lifetime))
    ) {
      session.invalidate();
    }
    chain.doFilter(request, response);
  }
}
