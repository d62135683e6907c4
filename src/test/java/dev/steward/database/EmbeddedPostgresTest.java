package dev.steward.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedPostgresTest {

  static final Path BINARIES = Path.of("target/postgres/binaries");

  @TempDir
  static Path template;

  @TempDir
  Path place;

  Path directory;

  /** Every test gets a copy of one new database, as creating it takes longer than the test. */
  @BeforeAll
  static void createDatabase() throws Exception {
    EmbeddedPostgres.start(template, BINARIES, 0, Map.of()).close();
  }

  @BeforeEach
  void copyDatabase() throws Exception {
    directory = Files.createDirectory(place.resolve("with space")).resolve("postgres");
    var copy = new ProcessBuilder("cp", "-a", template.toString(), directory.toString());
    assertThat(copy.inheritIO().start().waitFor()).isZero();
  }

  @Test
  void writesToDiskBeforeItAnswers() throws Exception {
    try (var server = start(); Connection connection = connect(server)) {
      assertThat(query(connection, "SHOW fsync")).isEqualTo("on");
      assertThat(query(connection, "SHOW synchronous_commit")).isEqualTo("on");
      assertThat(query(connection, "SHOW full_page_writes")).isEqualTo("on");
      assertThat(query(connection, "SHOW data_checksums")).isEqualTo("on");
    }
  }

  @Test
  void keepsItsDataOverARestart() throws Exception {
    try (var server = start()) {
      write(server, "before");
    }
    try (var server = start()) {
      assertThat(read(server)).isEqualTo("before");
    }
  }

  @Test
  void letsInOnlyWhoKnowsThePasswordOnThisMachine() throws Exception {
    try (var server = start(); Connection connection = connect(server)) {
      assertThat(query(connection, "SHOW listen_addresses")).isEqualTo("127.0.0.1");
      assertThat(
        query(connection, "SELECT rolsuper::text FROM pg_roles WHERE rolname = user")
      ).isEqualTo("false");
      assertThatThrownBy(() ->
        DriverManager.getConnection(server.jdbcUrl("steward"), "steward", "steward")
      ).isInstanceOf(SQLException.class);
      assertThat(Files.getPosixFilePermissions(directory.resolve("steward.password"))).isEqualTo(
        PosixFilePermissions.fromString("rw-------")
      );
    }
  }

  @Test
  void stopsWithItsOwner() throws Exception {
    Postmaster postmaster;
    try (var server = start()) {
      assertThat(connect(server).isValid(5)).isTrue(); // an open connection holds nothing up
      postmaster = postmaster();
      assertThat(postmaster.whose()).isEqualTo(Postmaster.Whose.OURS);
    }
    assertThat(postmaster.whose()).isNotEqualTo(Postmaster.Whose.OURS);
    assertThat(Postmaster.pidFile(cluster())).doesNotExist();
  }

  @Test
  void takesOverFromAKilledOwner() throws Exception {
    Process owner = new ProcessBuilder(
      ProcessHandle.current().info().command().orElseThrow(),
      "-cp",
      System.getProperty("java.class.path"),
      LonelyServer.class.getName(),
      directory.toString(),
      BINARIES.toString()
    )
      .redirectError(ProcessBuilder.Redirect.INHERIT)
      .start();
    String url = owner
      .inputReader()
      .lines()
      .filter(l -> l.startsWith("STARTED"))
      .findFirst()
      .orElseThrow();
    Credentials credentials = Credentials.in(directory);
    try (
      var connection = DriverManager.getConnection(
        url.split(" ")[1],
        "steward",
        credentials.password()
      )
    ) {
      connection.createStatement().execute("CREATE TABLE kept AS SELECT 'written' AS word");
    }
    owner.destroyForcibly().waitFor();
    Postmaster orphan = postmaster();
    assertThat(orphan.whose()).isEqualTo(Postmaster.Whose.OURS);

    try (var server = start()) {
      assertThat(orphan.whose()).isNotEqualTo(Postmaster.Whose.OURS);
      assertThat(read(server)).isEqualTo("written");
    }
  }

  @Test
  void recoversAfterTheServerWasKilled() throws Exception {
    try (var server = start()) {
      write(server, "committed");
      ProcessHandle postmaster = ProcessHandle.of(postmaster().pid()).orElseThrow();
      var family = postmaster.children().toList();
      postmaster.destroyForcibly();
      await().until(() -> !works(postmaster));
      await().until(() -> family.stream().noneMatch(EmbeddedPostgresTest::works));
    }
    assertThat(Postmaster.pidFile(cluster())).exists();
    try (var server = start()) {
      assertThat(read(server)).isEqualTo("committed");
    }
  }

  @Test
  void leavesAForeignProcessAloneThatGotTheNumberOfAServer() throws Exception {
    try (var server = start()) {
      write(server, "before");
    }
    Process stranger = new ProcessBuilder("sleep", "600").directory(cluster().toFile()).start();
    try {
      Files.writeString(
        Postmaster.pidFile(cluster()),
        stranger.pid() + "\n" + cluster() + "\n1\n5432\n"
      );
      try (var server = start()) {
        assertThat(read(server)).isEqualTo("before");
        assertThat(stranger.isAlive()).isTrue();
      }
    } finally {
      stranger.destroyForcibly();
    }
  }

  @Test
  void startsAfterThePidFileWasLeftEmpty() throws Exception {
    start().close();
    Files.createFile(Postmaster.pidFile(cluster()));
    try (var server = start(); Connection connection = connect(server)) {
      assertThat(connection.isValid(5)).isTrue();
    }
  }

  @Test
  void refusesASecondOwner() throws Exception {
    try (var server = start()) {
      assertThatThrownBy(this::start)
        .isInstanceOf(DatabaseUnavailable.class)
        .hasMessageContaining("process " + ProcessHandle.current().pid())
        .hasMessageContaining(directory.toRealPath().toString());
      assertThat(connect(server).isValid(5)).isTrue();
    }
  }

  @Test
  void namesThePortThatIsTaken() throws Exception {
    try (var other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThatThrownBy(() ->
        EmbeddedPostgres.start(directory, BINARIES, other.getLocalPort(), Map.of())
      )
        .isInstanceOf(DatabaseUnavailable.class)
        .hasMessageContaining("port " + other.getLocalPort())
        .hasMessageContaining("Address already in use");
    }
  }

  @Test
  void namesThePlaceThatCannotBeUsed() throws Exception {
    Path file = Files.writeString(place.resolve("file"), "no directory");
    assertThatThrownBy(() -> EmbeddedPostgres.start(file.resolve("a"), BINARIES, 0, Map.of()))
      .isInstanceOf(DatabaseUnavailable.class)
      .hasMessageContaining(file.toString());
  }

  private EmbeddedPostgres start() {
    return EmbeddedPostgres.start(directory, BINARIES, 0, Map.of());
  }

  private Path cluster() throws IOException {
    return directory.toRealPath().resolve("cluster");
  }

  private Postmaster postmaster() throws IOException {
    return Postmaster.named(cluster()).orElseThrow();
  }

  /** A dead process whose parent has not collected it counts as alive, but has no program. */
  private static boolean works(ProcessHandle process) {
    return process.isAlive() && process.info().command().isPresent();
  }

  private static Connection connect(EmbeddedPostgres server) throws SQLException {
    return DriverManager.getConnection(
      server.jdbcUrl(Initdb.DATABASE),
      Credentials.USER,
      server.credentials().password()
    );
  }

  private static void write(EmbeddedPostgres server, String word) throws SQLException {
    try (Connection connection = connect(server)) {
      connection.createStatement().execute("CREATE TABLE kept AS SELECT '" + word + "' AS word");
    }
  }

  private static String read(EmbeddedPostgres server) throws SQLException {
    try (Connection connection = connect(server)) {
      return query(connection, "SELECT word FROM kept");
    }
  }

  private static String query(Connection connection, String sql) throws SQLException {
    try (var result = connection.createStatement().executeQuery(sql)) {
      result.next();
      return result.getString(1);
    }
  }
}
