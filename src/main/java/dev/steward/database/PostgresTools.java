package dev.steward.database;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Runs PostgreSQL's own programs, as somebody else than root, whom they refuse to serve. */
final class PostgresTools {

  private static final int NOBODY = 65534;
  private static final List<String> IN_USER_NAMESPACE = List.of("unshare", "-U");
  private static final List<String> AS_NOBODY = List.of(
    "setpriv",
    "--reuid=" + NOBODY,
    "--regid=" + NOBODY,
    "--clear-groups"
  );

  private final Path binaries;
  private final List<String> prefix;

  private PostgresTools(Path binaries, List<String> prefix) {
    this.binaries = binaries;
    this.prefix = prefix;
  }

  record Result(boolean succeeded, String output) {}

  /**
   * The programs in {@code binaries}, able to work on {@code directory}.
   *
   * <p>A root user gets a user namespace without a root in it, which leaves the files root's. Where
   * that is forbidden, as in most containers, the server runs as nobody and the files become
   * nobody's.
   */
  static PostgresTools of(Path binaries, Path directory) throws IOException {
    if (!System.getProperty("user.name").equals("root")) {
      return new PostgresTools(binaries, List.of());
    }
    if (works(IN_USER_NAMESPACE)) {
      giveTo(0, directory);
      return new PostgresTools(binaries, IN_USER_NAMESPACE);
    }
    return asNobody(binaries, directory);
  }

  static PostgresTools asNobody(Path binaries, Path directory) throws IOException {
    if (!works(AS_NOBODY)) {
      throw new DatabaseUnavailable(
        "PostgreSQL refuses to run as root, and neither unshare nor setpriv works here.",
        "Start Steward as another user, or set SPRING_DATASOURCE_URL to a PostgreSQL server."
      );
    }
    giveTo(NOBODY, directory);
    var tools = new PostgresTools(binaries, AS_NOBODY);
    if (!tools.run("postgres", "", "--version").succeeded()) {
      throw new DatabaseUnavailable(
        "As root Steward runs PostgreSQL as the user nobody, who may not enter " + binaries + ".",
        "Make every directory above it accessible (chmod a+x), set steward.database.directory to" +
          " such a place, or start Steward as another user."
      );
    }
    return tools;
  }

  Result run(String program, String input, String... arguments) throws IOException {
    var command = new ArrayList<>(prefix);
    command.add(binaries.resolve("bin").resolve(program).toString());
    command.addAll(List.of(arguments));
    return execute(command, input);
  }

  private static boolean works(List<String> prefix) {
    try {
      return execute(Stream.concat(prefix.stream(), Stream.of("true")).toList(), "").succeeded();
    } catch (IOException e) {
      return false; // no such program
    }
  }

  private static Result execute(List<String> command, String input) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("LC_ALL", "C");
    Process process = builder.start();
    try (var stdin = process.outputWriter(StandardCharsets.UTF_8)) {
      stdin.write(input);
    }
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      return new Result(process.waitFor() == 0, output.strip());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while waiting for " + command.getFirst(), e);
    }
  }

  private static void giveTo(int owner, Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        if (!Files.isSymbolicLink(file) && !Files.getAttribute(file, "unix:uid").equals(owner)) {
          Files.setAttribute(file, "unix:uid", owner);
        }
      }
    }
  }
}
