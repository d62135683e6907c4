package dev.steward.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.FileSystemUtils;

/** Creates the data directory of a server, with Steward's role and database in it. */
final class Initdb {

  static final String DATABASE = "steward";

  private static final Logger log = LoggerFactory.getLogger(Initdb.class);

  private Initdb() {}

  /** Takes about a second. All or nothing: the directory appears when everything is in it. */
  static void create(Path cluster, PostgresTools tools, Credentials credentials)
    throws IOException {
    long start = System.nanoTime();
    Path beside = cluster.resolveSibling("initializing");
    FileSystemUtils.deleteRecursively(beside);
    // The built-in locale sorts the same on every machine and with every version of its libraries.
    check(
      tools.run(
        "initdb",
        "",
        "-D",
        beside.toString(),
        "-U",
        Credentials.SUPERUSER,
        "--auth=scram-sha-256",
        "--pwfile=" + credentials.superuserFile(),
        "--encoding=UTF8",
        "--locale=C",
        "--locale-provider=builtin",
        "--builtin-locale=C.UTF-8"
      ),
      cluster
    );
    check(
      tools.run(
        "postgres",
        "CREATE ROLE %1$s LOGIN PASSWORD '%2$s'\nCREATE DATABASE %3$s OWNER %1$s\n".formatted(
          Credentials.USER,
          credentials.password(),
          DATABASE
        ),
        "--single",
        "-D",
        beside.toString(),
        "-c",
        "exit_on_error=on",
        "postgres"
      ),
      cluster
    );
    Files.writeString(
      beside.resolve("postgresql.conf"),
      "\ninclude '" + ServerSettings.FILE + "'\n",
      StandardOpenOption.APPEND
    );
    Files.move(beside, cluster, StandardCopyOption.ATOMIC_MOVE);
    log.info(
      "Created the database in {} in {} ms",
      cluster,
      (System.nanoTime() - start) / 1_000_000
    );
  }

  private static void check(PostgresTools.Result result, Path cluster) {
    if (!result.succeeded()) {
      throw new DatabaseUnavailable(
        "Cannot create a database in %s: %s".formatted(cluster, result.output()),
        "Check the rights and the space there, or set SPRING_DATASOURCE_URL to a PostgreSQL" +
          " server."
      );
    }
  }
}
