package dev.steward.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Somebody at the other end of HTTP, with cookies of their own. */
final class Caller {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final CookieManager cookies = new CookieManager(null, CookiePolicy.ACCEPT_ALL);
  private final HttpClient http = HttpClient.newBuilder().cookieHandler(cookies).build();
  private final String base;

  Caller(int port) {
    this.base = "http://localhost:" + port;
  }

  record Answer(HttpResponse<String> response) {
    int status() {
      return response.statusCode();
    }

    String body() {
      return response.body();
    }

    JsonNode json() {
      try {
        return JSON.readTree(response.body());
      } catch (IOException e) {
        throw new AssertionError("No JSON: " + response.body(), e);
      }
    }

    String code() {
      return json().path("code").asText();
    }

    Optional<String> header(String name) {
      return response.headers().firstValue(name);
    }
  }

  Answer get(String path, String... headers) {
    return send("GET", path, null, headers);
  }

  Answer send(String method, String path, @Nullable String body, String... headers) {
    var request = HttpRequest.newBuilder(URI.create(base + path));
    if (headers.length > 0) {
      request.headers(headers);
    }
    if (body != null && !String.join(",", headers).contains("Content-Type")) {
      request.header("Content-Type", "application/json");
    }
    request.method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    try {
      return new Answer(http.send(request.build(), BodyHandlers.ofString()));
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /** Signs in as the web app does: fetch the token, send the form. */
  Answer signIn(String name, String password) {
    get("/api/me");
    return send(
      "POST",
      "/login",
      "username=%s&password=%s".formatted(encode(name), encode(password)),
      "Content-Type",
      "application/x-www-form-urlencoded",
      "X-XSRF-TOKEN",
      cookie("XSRF-TOKEN").orElse("")
    );
  }

  Optional<String> cookie(String name) {
    return cookies
      .getCookieStore()
      .getCookies()
      .stream()
      .filter(cookie -> cookie.getName().equals(name))
      .map(HttpCookie::getValue)
      .findFirst();
  }

  static String[] basic(String name, String... more) {
    var credentials = (name + ":" + name).getBytes(StandardCharsets.UTF_8);
    var headers = new String[more.length + 2];
    System.arraycopy(more, 0, headers, 2, more.length);
    headers[0] = "Authorization";
    headers[1] = "Basic " + Base64.getEncoder().encodeToString(credentials);
    return headers;
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
