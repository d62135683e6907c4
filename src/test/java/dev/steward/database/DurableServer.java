package dev.steward.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;

/** PostgreSQL as the application sets it up, with fsync and all that costs time, for measurements. */
public final class DurableServer implements AutoCloseable {

  private final Path directory;
  private final EmbeddedPostgres server;

  private DurableServer(Path directory) {
    this.directory = directory.toAbsolutePath();
    this.server = EmbeddedPostgres.start(
      directory,
      Path.of("target/postgres/binaries"),
      0,
      Map.of()
    );
  }

  public static DurableServer in(Path directory) {
    return new DurableServer(directory);
  }

  /** An empty database; one of that name that is there already is dropped. */
  public Database create(String name) throws SQLException, IOException {
    try (var connection = connectAsSuperuser(); var statement = connection.createStatement()) {
      statement.execute("DROP DATABASE IF EXISTS %s WITH (FORCE)".formatted(name));
      statement.execute("CREATE DATABASE %s OWNER %s".formatted(name, Credentials.USER));
    }
    return new Database(
      name,
      server.jdbcUrl(name),
      Credentials.USER,
      server.credentials().password()
    );
  }

  /** To the database {@code postgres}, where no measured system works. */
  public Connection connectAsSuperuser() throws SQLException, IOException {
    return DriverManager.getConnection(
      server.jdbcUrl("postgres"),
      Credentials.SUPERUSER,
      Files.readString(server.credentials().superuserFile())
    );
  }

  /** The parent of all the server's processes. */
  public long processId() throws IOException {
    return Postmaster.named(directory.resolve("cluster")).orElseThrow().pid();
  }

  @Override
  public void close() throws IOException {
    server.close();
  }

  public record Database(String name, String url, String username, String password) {
    public Connection connect() throws SQLException {
      return DriverManager.getConnection(url + "?ApplicationName=benchmark", username, password);
    }

    /** The URL as clients other than JDBC write it. */
    public String plainUrl() {
      return url.replace("jdbc:postgresql://", "postgresql://%s:%s@".formatted(username, password));
    }

    @Override
    public String toString() {
      return "Database[" + name + "]"; // a password belongs into no log
    }
  }
}
