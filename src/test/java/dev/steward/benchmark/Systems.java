package dev.steward.benchmark;

import dev.steward.database.DurableServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** The systems that do the same work, by the names that {@code -Dbenchmark.systems} knows. */
final class Systems {

  static final List<String> NAMES = List.of(
    "steward",
    "steward-unaudited",
    "delegate",
    "dbos",
    "langgraph-sync",
    "langgraph-default"
  );

  /** Stock Flowable has eight threads, which the delegate's four seconds of waiting block: two runs a second. */
  private static final int DELEGATE_RUNS = 200;
  private static final int DELEGATE_WARM_UP = 32;

  private Systems() {}

  static int warmUp(String name, Options options) {
    return name.equals("delegate")
      ? Math.min(DELEGATE_WARM_UP, options.warmUp())
      : options.warmUp();
  }

  /** The sizes that a system can do in a time one would wait. */
  static List<Integer> sizes(String name, Options options) {
    return options
      .sizes()
      .stream()
      .filter(size -> !name.equals("delegate") || size <= DELEGATE_RUNS)
      .toList();
  }

  static Subject start(String name, DurableServer.Database database, Stub stub, Options options)
    throws Exception {
    return switch (name) {
      case "steward" -> Steward.start(database, stub, options);
      case "steward-unaudited" -> Steward.start(
        database,
        stub,
        options.with("benchmark.unaudited", "true")
      );
      case "delegate" -> Peer.ofJvm(java(StockFlowable.class, database, stub));
      case "dbos" -> Peer.of(node("dbos", database, stub));
      case "langgraph-sync" -> Peer.of(node("langgraph", database, stub, "sync"));
      case "langgraph-default" -> Peer.of(node("langgraph", database, stub));
      default -> throw new IllegalArgumentException(
        "There is no system '%s', only %s".formatted(name, NAMES)
      );
    };
  }

  private static Child node(
    String folder,
    DurableServer.Database database,
    Stub stub,
    String... arguments
  ) throws IOException, InterruptedException {
    var directory = Path.of("benchmarks").resolve(folder);
    if (!Files.isDirectory(directory.resolve("node_modules"))) {
      install(directory);
    }
    var command = new ArrayList<>(List.of("node", "index.js"));
    command.addAll(Arrays.asList(arguments));
    var environment = Map.of(
      "DATABASE_URL",
      database.plainUrl(),
      "STUB_URL",
      stub.url(),
      "CONNECTIONS",
      Integer.toString(Options.CONNECTIONS)
    );
    return Child.start(folder, directory, environment, command);
  }

  private static void install(Path directory) throws IOException, InterruptedException {
    var npm = new ProcessBuilder("npm", "ci", "--no-audit", "--no-fund")
      .directory(directory.toFile())
      .inheritIO()
      .start();
    if (npm.waitFor() != 0) {
      throw new IOException("npm ci failed in " + directory);
    }
  }

  private static Child java(Class<?> program, DurableServer.Database database, Stub stub)
    throws IOException {
    var environment = Map.of(
      "DATABASE_URL",
      database.url(),
      "DATABASE_USER",
      database.username(),
      "DATABASE_PASSWORD",
      database.password(),
      "STUB_URL",
      stub.url()
    );
    var command = List.of(
      Path.of(System.getProperty("java.home"), "bin", "java").toString(),
      "-Xmx1g",
      "-cp",
      System.getProperty("java.class.path"),
      program.getName()
    );
    return Child.start(program.getSimpleName(), Path.of("."), environment, command);
  }
}
