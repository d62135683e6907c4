package dev.steward.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;
import org.springframework.http.HttpMethod;

/** What requests tell about being sent by a browser. */
final class Browsers {

  private static final Set<String> SAFE = Set.of(
    HttpMethod.GET.name(),
    HttpMethod.HEAD.name(),
    HttpMethod.OPTIONS.name()
  );

  private Browsers() {}

  /** A browser answers {@code WWW-Authenticate} with a popup of its own. */
  static boolean sent(HttpServletRequest request) {
    var agent = request.getHeader("User-Agent");
    return (
      request.getHeader("Sec-Fetch-Mode") != null ||
      request.getHeader("X-Requested-With") != null ||
      (agent != null && agent.startsWith("Mozilla/"))
    );
  }

  /**
   * Another site made the browser send a change. Scripts cannot forge {@code Sec-Fetch-Site}, and
   * an application that is no browser does not send it.
   */
  static boolean isCrossSiteChange(HttpServletRequest request) {
    var site = request.getHeader("Sec-Fetch-Site");
    return (
      site != null &&
      !site.equals("same-origin") &&
      !site.equals("none") &&
      !SAFE.contains(request.getMethod())
    );
  }
}
