package dev.steward.benchmark;

import dev.steward.database.DurableServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;

/** What figures are worth nothing without. */
record Machine(
  String processor,
  int cores,
  String memory,
  String kernel,
  String java,
  String node,
  String postgres
) {
  static Machine describe(DurableServer server) throws IOException, SQLException {
    return new Machine(
      value(Path.of("/proc/cpuinfo"), "model name"),
      Runtime.getRuntime().availableProcessors(),
      value(Path.of("/proc/meminfo"), "MemTotal"),
      System.getProperty("os.version"),
      System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version"),
      nodeVersion(),
      postgresVersion(server)
    );
  }

  private static String value(Path file, String name) throws IOException {
    return Files.readAllLines(file)
      .stream()
      .filter(line -> line.startsWith(name))
      .map(line -> line.substring(line.indexOf(':') + 1).strip())
      .findFirst()
      .orElse("unknown");
  }

  private static String nodeVersion() throws IOException {
    var process = new ProcessBuilder("node", "--version").start();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
  }

  private static String postgresVersion(DurableServer server) throws SQLException, IOException {
    try (
      var connection = server.connectAsSuperuser();
      var statement = connection.createStatement();
      var row = statement.executeQuery("SHOW server_version")
    ) {
      row.next();
      return row.getString(1);
    }
  }
}
