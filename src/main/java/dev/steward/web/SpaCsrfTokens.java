package dev.steward.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.security.web.csrf.CsrfTokenRequestAttributeHandler;
import org.springframework.security.web.csrf.CsrfTokenRequestHandler;

/**
 * Tokens for an app that reads the cookie and sends its value back as a header. The token is
 * fetched on each request: Spring would put it off until a template asks for it, which here never
 * happens, and the cookie would never be set.
 */
final class SpaCsrfTokens implements CsrfTokenRequestHandler {

  private final CsrfTokenRequestAttributeHandler handler = new CsrfTokenRequestAttributeHandler();

  @Override
  public void handle(
    HttpServletRequest request,
    HttpServletResponse response,
    Supplier<CsrfToken> token
  ) {
    handler.handle(request, response, token);
    // Files are cached by machines in between, which must not hand one user's cookie to another.
    if (!AppPaths.isAsset(request)) {
      var unused = token.get();
    }
  }

  /** The header alone: a form field could be forged by whoever can plant a cookie. */
  @Override
  public @Nullable String resolveCsrfTokenValue(HttpServletRequest request, CsrfToken token) {
    return request.getHeader(token.getHeaderName());
  }
}
