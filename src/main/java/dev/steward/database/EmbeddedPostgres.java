package dev.steward.database;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A PostgreSQL server of Steward's own, on 127.0.0.1, with real durability.
 *
 * <p>It runs beside the JVM and outlives it when that is killed. The next start then stops the
 * orphan and starts it anew, which takes a fraction of a second: so that no transaction of the dead
 * owner can still commit behind the back of the new one, and the settings are always today's.
 */
final class EmbeddedPostgres implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(EmbeddedPostgres.class);
  private static final String SECONDS_TO_RECOVER = "300"; // what a crash left undone
  private static final int PORTS_TO_TRY = 5;

  private final DirectoryLock lock;
  private final Path cluster;
  private final ServerLog serverLog;
  private final PostgresTools tools;
  private final Credentials credentials;
  private final int port;

  private EmbeddedPostgres(
    DirectoryLock lock,
    Path directory,
    Path binaries,
    int port,
    Map<String, String> settings
  ) throws IOException {
    this.lock = lock;
    this.cluster = directory.resolve("cluster");
    this.serverLog = new ServerLog(directory.resolve("server.log"));
    Path programs = PostgresBinaries.unpackedBelow(binaries);
    this.credentials = Credentials.in(directory);
    this.tools = PostgresTools.of(programs, directory);
    if (!Files.isDirectory(cluster)) {
      Initdb.create(cluster, tools, credentials);
    }
    stopOrphan();
    this.port = launch(port, settings);
  }

  /**
   * Starts the server of a directory.
   *
   * @param settings added to ours, or overriding them
   * @throws DatabaseUnavailable with a message for people
   */
  static EmbeddedPostgres start(
    Path directory,
    Path binaries,
    int port,
    Map<String, String> settings
  ) {
    long start = System.nanoTime();
    Path place = directory.toAbsolutePath().normalize();
    try {
      Files.createDirectories(place);
      place = place.toRealPath();
      Files.setPosixFilePermissions(place, PosixFilePermissions.fromString("rwx------"));
      DirectoryLock lock = DirectoryLock.on(place);
      try {
        var server = new EmbeddedPostgres(lock, place, binaries, port, settings);
        log.info(
          "PostgreSQL on 127.0.0.1:{} with data in {}, ready after {} ms",
          server.port,
          place,
          (System.nanoTime() - start) / 1_000_000
        );
        return server;
      } catch (IOException | RuntimeException e) {
        lock.close();
        throw e;
      }
    } catch (IOException e) {
      throw new DatabaseUnavailable(
        "The embedded PostgreSQL cannot use %s: %s.%s".formatted(place, e, space(place)),
        "Check the rights and the space there, set steward.database.directory to another place," +
          " or set SPRING_DATASOURCE_URL to a PostgreSQL server.",
        e
      );
    }
  }

  String jdbcUrl(String database) {
    return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
  }

  Credentials credentials() {
    return credentials;
  }

  /** Lets no new work in, ends what runs, writes everything down. */
  @Override
  public void close() throws IOException {
    try (lock) {
      Postmaster running = Postmaster.named(cluster).orElse(null);
      if (running == null || running.whose() != Postmaster.Whose.OURS) {
        log.warn("PostgreSQL has already stopped, the reason should be in {}", serverLog.file());
        return;
      }
      var stopped = stop();
      if (!stopped.succeeded()) {
        log.warn("PostgreSQL did not stop, the next start will try again: {}", stopped.output());
      }
    }
  }

  private PostgresTools.Result stop() throws IOException {
    return tools.run(
      "pg_ctl",
      "",
      "stop",
      "-D",
      cluster.toString(),
      "-m",
      "fast",
      "-w",
      "-t",
      "60"
    );
  }

  private void stopOrphan() throws IOException {
    Postmaster left = Postmaster.named(cluster).orElse(null);
    if (left == null) {
      return;
    }
    switch (left.whose()) {
      case GONE -> log.info("PostgreSQL was not stopped cleanly last time, it will recover");
      case FOREIGN -> left.disown();
      case UNCLEAR -> throw new DatabaseUnavailable(
        "Process %d may be a PostgreSQL server on %s, but it cannot be told for sure.".formatted(
          left.pid(),
          cluster
        ),
        "Stop that process if it is; if not, delete " + Postmaster.pidFile(cluster) + "."
      );
      case OURS -> {
        log.info("Stopping the PostgreSQL server {} that a killed Steward left", left.pid());
        var stopped = stop();
        if (!stopped.succeeded()) {
          throw new DatabaseUnavailable(
            "The PostgreSQL server %d, left by a killed Steward, does not stop: %s".formatted(
              left.pid(),
              stopped.output()
            ),
            "Look into " + serverLog.file() + " and stop it by hand: kill -INT " + left.pid()
          );
        }
      }
    }
  }

  private int launch(int wanted, Map<String, String> settings) throws IOException {
    serverLog.limit();
    for (int attempt = 1; ; attempt++) {
      int candidate = wanted != 0 ? wanted : freePort();
      ServerSettings.write(cluster, candidate, settings);
      long logged = serverLog.size();
      var started = tools.run(
        "pg_ctl",
        "",
        "start",
        "-D",
        cluster.toString(),
        "-l",
        serverLog.file().toString(),
        "-w",
        "-t",
        SECONDS_TO_RECOVER
      );
      if (started.succeeded()) {
        return candidate;
      }
      String why = serverLog.reasonsAfter(logged).orElse(started.output());
      boolean portTaken = why.contains("could not bind");
      if (!portTaken || wanted != 0 || attempt == PORTS_TO_TRY) {
        throw new DatabaseUnavailable(
          "The embedded PostgreSQL in %s does not start on port %d: %s%s".formatted(
            cluster,
            candidate,
            why,
            space(cluster)
          ),
          portTaken
            ? "Stop what uses port " + candidate + ", or change steward.database.port."
            : "The whole story is in " + serverLog.file() + "."
        );
      }
    }
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** Says so when the disk is full, the one reason that hides behind many messages. */
  private static String space(Path place) {
    try {
      FileStore disk = Files.getFileStore(place);
      long megabytes = disk.getUsableSpace() >> 20;
      return megabytes < 100 ? " Only " + megabytes + " MB are free there." : "";
    } catch (IOException e) {
      return "";
    }
  }
}
