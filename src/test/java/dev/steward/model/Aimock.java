package dev.steward.model;

import com.fasterxml.jackson.databind.JsonNode;
import dev.steward.testing.Api;
import dev.steward.testing.Npm;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/**
 * A third party's model server, {@code @copilotkit/aimock} of npm, in a Node process. It is installed by its lock file when that
 * has changed, and answers with the fixtures in {@code src/test/aimock} or with an error.
 */
final class Aimock implements AutoCloseable {

  private static final Path SOURCE = Path.of("src/test/aimock");
  private static final Path INSTALLED = Path.of("target/aimock");
  private static final Pattern LISTENING = Pattern.compile("listening on (http://\\S+)");

  private final Process process;
  private final String url;

  private Aimock(Process process, String url) {
    this.process = process;
    this.url = url;
  }

  static Aimock start() {
    try {
      Npm.install(SOURCE, INSTALLED);
      var builder = new ProcessBuilder(
        "node",
        INSTALLED.resolve("node_modules/@copilotkit/aimock/dist/cli.js").toString(),
        "--port",
        "0",
        "--fixtures",
        SOURCE.resolve("fixtures").toString(),
        "--validate-on-load",
        "--strict"
      ).redirectErrorStream(true);
      // It would otherwise answer a later turn with what is meant for an earlier one.
      builder.environment().put("AIMOCK_STRICT_TURN_INDEX", "1");
      var process = builder.start();
      Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
      try {
        return new Aimock(process, url(process));
      } catch (RuntimeException e) {
        process.destroyForcibly();
        throw e;
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Node 20.15 or newer is needed on the PATH", e);
    }
  }

  String url() {
    return url;
  }

  /** Every request so far with its answer's status and the fixture that gave it. */
  List<JsonNode> journal() {
    var entries = Api.of(url).get("/__aimock/journal").ok();
    return StreamSupport.stream(entries.spliterator(), false).toList();
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private static String url(Process process) {
    var output = process.inputReader();
    var said = new ArrayList<String>();
    try {
      for (var line = output.readLine(); line != null; line = output.readLine()) {
        said.add(line);
        var listening = LISTENING.matcher(line);
        if (listening.find()) {
          drain(output);
          return listening.group(1);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    throw new IllegalStateException(
      "The server ended before it listened: " + String.join("\n", said)
    );
  }

  /** A full pipe would bring the server to a stop. */
  private static void drain(BufferedReader output) {
    CompletableFuture.runAsync(
      () -> output.lines().forEach(line -> {}),
      task -> Thread.ofVirtual().name("aimock-output").start(task)
    );
  }
}
