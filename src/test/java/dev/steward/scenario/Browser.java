package dev.steward.scenario;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** The web app's own tests, in a real browser. */
public final class Browser {

  static final Path SCREENSHOTS = Path.of("target/screenshots");

  private static final Path APP = Path.of("src/main/frontend");
  private static final Path PAGE = Path.of("target/classes/static/index.html");
  private static final int MINUTES = 8;

  private Browser() {}

  /**
   * @param tests part of the name of a file in {@code e2e}
   * @param environment what those tests read
   */
  public static void runs(String tests, int port, Map<String, String> environment)
    throws Exception {
    requireBuilt();
    var output = output(tests);
    var builder = new ProcessBuilder("npm", "run", "--silent", "e2e", "--", tests)
      .directory(APP.toFile())
      .redirectErrorStream(true)
      .redirectOutput(output.toFile());
    builder.environment().put("BASE_URL", "http://localhost:" + port);
    builder.environment().put("SCREENSHOTS_DIR", SCREENSHOTS.toAbsolutePath().toString());
    builder.environment().put("NO_COLOR", "1");
    builder.environment().putAll(environment);
    var run = builder.start();
    try {
      if (!run.waitFor(MINUTES, TimeUnit.MINUTES)) {
        throw failure("No end after " + MINUTES + " minutes", output);
      }
    } finally {
      run.descendants().forEach(ProcessHandle::destroyForcibly);
      run.destroyForcibly();
    }
    if (run.exitValue() != 0) {
      throw failure("The browser tests failed", output);
    }
  }

  /** What the tests of that name have printed. */
  public static Path output(String tests) {
    return Path.of("target/browser-" + tests + ".log");
  }

  private static void requireBuilt() {
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

  private static AssertionError failure(String what, Path output) throws IOException {
    return new AssertionError(what + ":\n" + Files.readString(output));
  }
}
