package dev.steward.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;

/**
 * Which addresses belong to the web app: its files, and the routes its own router knows. All others
 * are ours or Flowable's.
 */
final class AppPaths {

  /**
   * Besides these, everything that ends in "-api": Flowable brings a servlet of that form for each
   * engine.
   */
  private static final Set<String> RESERVED = Set.of(
    "api",
    "sandbox",
    "actuator",
    "v3",
    "mcp",
    "sse",
    "error",
    "oauth2",
    "webjars"
  );

  /** Below these the app's pages are named after something whose name may have a dot, and there are no files. */
  private static final Set<String> DOTTED = Set.of("agents", "tools");

  private AppPaths() {}

  /** Open to everybody: holds no data. */
  static boolean isApp(HttpServletRequest request) {
    return isRead(request.getMethod()) && isApp(pathOf(request));
  }

  static boolean isApp(String path) {
    var first = first(path);
    return !RESERVED.contains(first) && !first.endsWith("-api");
  }

  /**
   * A page of the app that a browser opens by its address; files, which have an extension, are no
   * pages.
   */
  static boolean isPage(String method, String path, HttpHeaders headers) {
    if (!isRead(method) || !isApp(path)) {
      return false;
    }
    if (path.equals("/") || path.equals("/index.html")) {
      return true;
    }
    var file = path.substring(path.lastIndexOf('/') + 1);
    return (
      (!file.contains(".") || DOTTED.contains(first(path))) &&
      headers.getAccept().contains(MediaType.TEXT_HTML)
    );
  }

  private static String first(String path) {
    return path.substring(1).split("/", 2)[0];
  }

  static boolean isAsset(HttpServletRequest request) {
    return pathOf(request).startsWith("/assets/");
  }

  private static boolean isRead(String method) {
    return HttpMethod.GET.matches(method) || HttpMethod.HEAD.matches(method);
  }

  private static String pathOf(HttpServletRequest request) {
    var path = request.getRequestURI().substring(request.getContextPath().length());
    return path.isEmpty() ? "/" : path;
  }
}
