package dev.steward.database;

import dev.steward.testing.TestJvm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.test.context.DynamicPropertyRegistry;

/**
 * Databases on one server for all tests of this JVM; a new one takes a fraction of a second.
 *
 * <p>Test classes that can share an application, and so its database, name this class in
 * {@code @ContextConfiguration(initializers = TestDatabase.class)}. A class that needs its own
 * calls {@code TestDatabase.fresh().register(registry)} in a {@code @DynamicPropertySource}.
 */
public final class TestDatabase
  implements ApplicationContextInitializer<ConfigurableApplicationContext>
{

  // The server's own tests show durability; the others need not wait for the disk.
  private static final Map<String, String> FAST = Map.of(
    "fsync",
    "off",
    "synchronous_commit",
    "off",
    "full_page_writes",
    "off",
    // Each application that the tests keep for the next class keeps its pool, too.
    "max_connections",
    "400"
  );

  // Documents are taken in by the tests that are about them.
  private static final String NEVER = "1000d";

  private static int created;

  private final String name = "test_" + nextNumber();
  private final Path beside = emptyDirectory();

  /** An empty database, owned by the user the application has elsewhere too. */
  public static TestDatabase fresh() {
    var database = new TestDatabase();
    database.create();
    return database;
  }

  public String url() {
    return Server.INSTANCE.jdbcUrl(name);
  }

  public String username() {
    return Credentials.USER;
  }

  public String password() {
    return Server.INSTANCE.credentials().password();
  }

  public Connection connect() throws SQLException {
    return DriverManager.getConnection(url(), username(), password());
  }

  /** What points an application in its own process here. */
  public Map<String, String> environment() {
    return Map.of(
      "SPRING_DATASOURCE_URL",
      url(),
      "SPRING_DATASOURCE_USERNAME",
      username(),
      "SPRING_DATASOURCE_PASSWORD",
      password(),
      "STEWARD_AUDIT_DIRECTORY",
      beside().toString(),
      "STEWARD_ARCHIVE_DIRECTORY",
      beside().resolve("archive").toString(),
      "STEWARD_KNOWLEDGE_FIRST",
      NEVER
    );
  }

  public void register(DynamicPropertyRegistry registry) {
    Server.usedByApplications = true;
    registry.add("spring.datasource.url", this::url);
    registry.add("spring.datasource.username", this::username);
    registry.add("spring.datasource.password", this::password);
    registry.add("steward.audit.directory", this::beside);
    registry.add("steward.archive.directory", () -> beside().resolve("archive"));
    registry.add("steward.knowledge.first", () -> NEVER);
  }

  @Override
  public void initialize(ConfigurableApplicationContext context) {
    create();
    Server.usedByApplications = true;
    TestPropertyValues.of(
      "spring.datasource.url=" + url(),
      "spring.datasource.username=" + username(),
      "spring.datasource.password=" + password(),
      "steward.audit.directory=" + beside(),
      "steward.archive.directory=" + beside().resolve("archive"),
      "steward.knowledge.first=" + NEVER
    ).applyTo(context);
  }

  /** For what an application keeps outside of this database. */
  public Path beside() {
    return beside;
  }

  private static Path emptyDirectory() {
    try {
      return Files.createTempDirectory(Files.createDirectories(TestJvm.own("beside")), "database");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void create() {
    try (Connection connection = superuser()) {
      connection
        .createStatement()
        .execute("CREATE DATABASE %s OWNER %s".formatted(name, Credentials.USER));
    } catch (SQLException | IOException e) {
      throw new IllegalStateException("No test database", e);
    }
  }

  private static synchronized int nextNumber() {
    return ++created;
  }

  private static Connection superuser() throws SQLException, IOException {
    var server = Server.INSTANCE;
    return DriverManager.getConnection(
      server.jdbcUrl("postgres"),
      Credentials.SUPERUSER,
      Files.readString(server.credentials().superuserFile())
    );
  }

  /** Starts when first asked for; stops after the applications that use it. */
  private static final class Server {

    private static volatile boolean usedByApplications;

    static final EmbeddedPostgres INSTANCE = EmbeddedPostgres.start(
      TestJvm.own("postgres").resolve("server"),
      Path.of("target/postgres/binaries"),
      0,
      FAST
    );

    static {
      // Spring runs its handlers after it has closed every application, but only if there was one.
      SpringApplication.getShutdownHandlers().add(Server::stop);
      Runtime.getRuntime().addShutdownHook(
        new Thread(() -> {
          if (!usedByApplications) {
            stop();
          }
        })
      );
      dropLeftovers();
    }

    private static void dropLeftovers() {
      try (
        Connection connection = superuser();
        var names = connection
          .createStatement()
          .executeQuery("SELECT datname FROM pg_database WHERE datname LIKE 'test\\_%'")
      ) {
        while (names.next()) {
          connection
            .createStatement()
            .execute("DROP DATABASE %s WITH (FORCE)".formatted(names.getString(1)));
        }
      } catch (SQLException | IOException e) {
        throw new IllegalStateException("Cannot drop the databases of the last run", e);
      }
    }

    private static void stop() {
      try {
        INSTANCE.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
