package dev.steward.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

@WebTest
class AppPagesTest {

  private static final String PAGE = "<!doctype html><title>the app</title>";

  @TempDir
  @SuppressWarnings("NullAway.Init")
  static Path files;

  @LocalServerPort
  int port;

  @Autowired
  @Qualifier("requestMappingHandlerMapping")
  RequestMappingHandlerMapping mappings;

  Caller caller;

  @DynamicPropertySource
  static void builtFiles(DynamicPropertyRegistry registry) {
    registry.add("spring.web.resources.static-locations", () -> files.toUri().toString());
  }

  @BeforeEach
  void build() throws IOException {
    Files.writeString(files.resolve("index.html"), PAGE);
    Files.createDirectories(files.resolve("assets"));
    Files.writeString(files.resolve("assets/index-abc123.js"), "let x");
    caller = new Caller(port);
  }

  @ParameterizedTest
  @ValueSource(
    strings = {
      "/",
      "/index.html",
      "/tasks",
      "/processes/lead-outreach/edit",
      "/tools/crm.history",
      "/login",
    }
  )
  void servesItsPageOnEachRoute(String path) {
    var answer = caller.get(path, "Accept", "text/html,application/xhtml+xml,*/*;q=0.8");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo(PAGE);
    assertThat(answer.header("Cache-Control")).contains("no-cache");
    assertThat(answer.header("Content-Type").orElse("")).startsWith("text/html");
  }

  @ParameterizedTest
  @ValueSource(
    strings = {
      "/api/nothing",
      "/process-api/nothing",
      "/sandbox/nothing",
      "/actuator/nothing",
      "/v3/nothing",
      "/assets/gone.js",
      "/favicon.ico",
    }
  )
  void doesNotPassItsPageOffAsAnythingElse(String path) {
    var answer = caller.get(path, Caller.basic("operator", "Accept", "text/html"));

    assertThat(answer.status()).isIn(403, 404);
    assertThat(answer.body()).doesNotContain("the app");
  }

  @Test
  void doesNotAnswerScriptsWithAPage() {
    assertThat(caller.get("/tasks", "Accept", "application/json").code()).isEqualTo("not-found");
  }

  @Test
  void letsHashedFilesBeKept() {
    var answer = caller.get("/assets/index-abc123.js");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Cache-Control")).contains("max-age=31536000, public, immutable");
    assertThat(answer.header("Set-Cookie")).isEmpty();
  }

  @Test
  void saysSoWhenTheAppWasNotBuilt() throws IOException {
    Files.delete(files.resolve("index.html"));

    var answer = caller.get("/");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body()).contains("has not been built");
  }

  /** All other addresses are open as files of the app, so a controller there would be open too. */
  @Test
  void sharesNoAddressWithAController() {
    assertThat(mappings.getHandlerMethods().keySet())
      .flatExtracting(mapping -> mapping.getPatternValues())
      .noneMatch(AppPaths::isApp);
  }
}
