package dev.steward.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** How the server is set up, for two cores and the memory of a laptop. */
final class ServerSettings {

  /** Included last by {@code postgresql.conf}, so that it wins over what stands there. */
  static final String FILE = "steward.conf";

  private static final String HEADER = "# Written anew at each start.\n";

  private static final Map<String, String> OURS = Map.ofEntries(
    Map.entry("listen_addresses", "127.0.0.1"),
    Map.entry("unix_socket_directories", ""),
    // Durability is the default; it is spelled out because it is what we promise.
    Map.entry("fsync", "on"),
    Map.entry("synchronous_commit", "on"),
    Map.entry("full_page_writes", "on"),
    Map.entry("max_connections", "100"),
    Map.entry("shared_buffers", "256MB"),
    Map.entry("random_page_cost", "1.1"),
    Map.entry("jit", "off"), // compiling costs more than our short queries take
    Map.entry("log_line_prefix", "%m [%p] %q%u@%d ")
  );

  private ServerSettings() {}

  static void write(Path cluster, int port, Map<String, String> overrides) throws IOException {
    var settings = new TreeMap<>(OURS);
    settings.putAll(overrides);
    settings.put("port", Integer.toString(port));
    String lines = settings
      .entrySet()
      .stream()
      .map(setting -> "%s = '%s'\n".formatted(setting.getKey(), setting.getValue()))
      .collect(Collectors.joining());
    Files.writeString(cluster.resolve(FILE), HEADER + lines);
  }
}
