package dev.steward.database;

import java.nio.file.Path;
import java.util.Map;

/** Starts a server, says so and waits to be killed: for tests that need a JVM to kill. */
final class LonelyServer {

  private LonelyServer() {}

  public static void main(String[] arguments) throws Exception {
    var server = EmbeddedPostgres.start(Path.of(arguments[0]), Path.of(arguments[1]), 0, Map.of());
    System.out.println("STARTED " + server.jdbcUrl(Initdb.DATABASE));
    Thread.sleep(600_000);
  }
}
