package dev.steward.testing;

import static org.awaitility.Awaitility.await;

import dev.steward.StewardApplication;
import dev.steward.database.TestDatabase;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Steward in a JVM of its own, for tests that kill it.
 *
 * <pre>{@code
 * var steward = StewardProcess.on(TestDatabase.fresh());
 * try (var first = steward.start()) {
 *   ...
 *   first.killHard();
 * }
 * try (var second = steward.start()) { // the same database, another port
 *   ...
 * }
 * }</pre>
 *
 * <p>It runs in the project's directory, so the definitions there are its definitions, and without
 * the test classes, so nothing of a test gets into it. Its log stays in {@code target/processes}.
 */
public final class StewardProcess implements AutoCloseable {

  private static final Path LOGS = TestJvm.own("processes");
  private static final AtomicInteger STARTED = new AtomicInteger();
  private static final Pattern PORT = Pattern.compile("Tomcat started on port (\\d+)");
  private static final String READY = "Started " + StewardApplication.class.getSimpleName();

  private final Process process;
  private final Path log;

  private StewardProcess(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /** What to start, any number of times. */
  public record Launch(
    Map<String, String> properties,
    Map<String, String> environment,
    List<String> jvmOptions,
    List<Path> classes
  ) {
    public Launch(
      Map<String, String> properties,
      Map<String, String> environment,
      List<String> jvmOptions
    ) {
      this(properties, environment, jvmOptions, List.of());
    }

    private Launch(Map<String, String> properties, Map<String, String> environment) {
      this(properties, environment, List.of("-Xmx1g", "-XX:TieredStopAtLevel=1"));
    }

    public Launch with(String property, Object value) {
      var more = new LinkedHashMap<>(properties);
      more.put(property, value.toString());
      return new Launch(more, environment, jvmOptions, classes);
    }

    /** Adds classes of a test to the application. */
    public Launch withClasses(Path directory) {
      return new Launch(properties, environment, jvmOptions, List.of(directory));
    }

    /** Starts without waiting; see {@link #start()}. */
    public StewardProcess launch() {
      Path log = LOGS.resolve("steward-" + STARTED.incrementAndGet() + ".log");
      var command = new ArrayList<String>();
      command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
      command.addAll(jvmOptions);
      command.addAll(List.of("-cp", classPath(classes)));
      command.add(StewardApplication.class.getName());
      properties.forEach((property, value) -> command.add("--" + property + "=" + value));
      var builder = new ProcessBuilder(command).redirectErrorStream(true);
      builder.environment().putAll(environment);
      try {
        Files.createDirectories(LOGS);
        return new StewardProcess(builder.redirectOutput(log.toFile()).start(), log);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    public StewardProcess start() {
      var steward = launch();
      try {
        steward.awaitReady();
        return steward;
      } catch (RuntimeException e) {
        steward.killHard();
        throw e;
      }
    }
  }

  /** On a database that outlives the process, as an external one does. */
  public static Launch on(TestDatabase database) {
    return new Launch(Map.of("server.port", "0"), database.environment());
  }

  /** With a PostgreSQL of its own in that directory; close the last process, or that stays. */
  public static Launch withOwnDatabaseIn(Path directory) {
    return new Launch(Map.of("server.port", "0"), Map.of())
      .with("steward.database.directory", directory)
      .with("steward.audit.directory", directory.resolveSibling("audit"))
      .with("steward.archive.directory", directory.resolveSibling("archive"));
  }

  /** Waits until the application answers; fails at once, and says why, if it has ended. */
  public void awaitReady() {
    await()
      .atMost(Duration.ofMinutes(3))
      .until(() -> {
        if (!process.isAlive()) {
          throw new IllegalStateException("Steward ended early:\n" + log());
        }
        return log().contains(READY);
      });
  }

  public long processId() {
    return process.pid();
  }

  /** An address of this process, for example of {@code /api/me}. */
  public URI uri(String path) {
    var port = PORT.matcher(log());
    if (!port.find()) {
      throw new IllegalStateException("No port in the log yet:\n" + log());
    }
    return URI.create("http://127.0.0.1:" + port.group(1) + path);
  }

  /** Everything the process has written so far. */
  public String log() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** As {@code kill -9} does it: no shutdown hook runs, no transaction ends, no lock is returned. */
  public void killHard() {
    process.destroyForcibly();
    awaitEnd();
  }

  /** Stops as on SIGTERM; does nothing when the process has ended. */
  @Override
  public void close() {
    process.destroy();
    awaitEnd();
  }

  private void awaitEnd() {
    try {
      if (!process.waitFor(60, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IllegalStateException("Steward did not stop within a minute:\n" + log());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Without the test classes, whose controllers and beans the application would pick up. */
  private static String classPath(List<Path> more) {
    Path testClasses = Path.of("target/test-classes").toAbsolutePath();
    return Stream.concat(
      Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator)).filter(
        entry -> !Path.of(entry).toAbsolutePath().equals(testClasses)
      ),
      more.stream().map(directory -> directory.toAbsolutePath().toString())
    ).collect(Collectors.joining(File.pathSeparator));
  }
}
