package dev.steward.scenario;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;

/** Runs the web app's own tests in a real browser, on the running application with its demo leads. */
@TestPropertySource(properties = "steward.demo.leads=true")
class BrowserIT extends ApplicationIT {

  private static final Path APP = Path.of("src/main/frontend");
  private static final Path PAGE = Path.of("target/classes/static/index.html");
  private static final Path OUTPUT = Path.of("target/browser-it.log");
  private static final Path SCREENSHOTS = Path.of("target/screenshots");

  /** What the documentation shows. */
  private static final List<String> SHOWN = List.of("inbox", "decision-card", "instance");

  private static final Path DOCS = Path.of("docs/images");
  private static final int MOST_BYTES = 300_000;
  private static final int MINUTES = 5;

  @BeforeEach
  void isBuilt() {
    var built = Files.exists(PAGE) && Files.exists(APP.resolve("node_modules/vitest"));
    if (!built && Boolean.getBoolean("skipFrontend")) {
      System.err.println(
        "NOT TESTED: the web app in a browser, because -DskipFrontend left it out"
      );
      Assumptions.abort("-DskipFrontend left the web app out");
    }
    if (!built) {
      throw new AssertionError(
        "The web app is not built: run 'sh src/main/frontend/build.sh build'"
      );
    }
  }

  @Test
  void worksForAnApprover() throws Exception {
    var builder = new ProcessBuilder("npm", "run", "--silent", "e2e")
      .directory(APP.toFile())
      .redirectErrorStream(true)
      .redirectOutput(OUTPUT.toFile());
    builder.environment().put("BASE_URL", "http://localhost:" + port());
    builder.environment().put("SCREENSHOTS_DIR", SCREENSHOTS.toAbsolutePath().toString());
    builder.environment().put("NO_COLOR", "1");
    var tests = builder.start();
    try {
      if (!tests.waitFor(MINUTES, TimeUnit.MINUTES)) {
        throw new AssertionError(
          "No end after " + MINUTES + " minutes:\n" + Files.readString(OUTPUT)
        );
      }
    } finally {
      tests.descendants().forEach(ProcessHandle::destroyForcibly);
      tests.destroyForcibly();
    }
    if (tests.exitValue() != 0) {
      throw new AssertionError("The browser tests failed:\n" + Files.readString(OUTPUT));
    }
    if (Boolean.getBoolean("screenshots.update")) {
      updateDocumentation();
    }
  }

  private static void updateDocumentation() throws IOException {
    Files.createDirectories(DOCS);
    for (var name : SHOWN) {
      var taken = SCREENSHOTS.resolve(name + ".png");
      if (Files.size(taken) > MOST_BYTES) {
        throw new AssertionError(taken + " is too big for the documentation: " + Files.size(taken));
      }
      Files.copy(taken, DOCS.resolve(name + ".png"), StandardCopyOption.REPLACE_EXISTING);
    }
  }
}
