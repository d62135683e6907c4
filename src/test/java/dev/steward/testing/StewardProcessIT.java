package dev.steward.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.database.TestDatabase;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole application survives being killed, on either kind of database. */
class StewardProcessIT {

  @Test
  void startsAgainOnItsOwnDatabaseAfterKill9(@TempDir Path place) throws Exception {
    var steward = StewardProcess.withOwnDatabaseIn(place.resolve("postgres"));
    try (var first = steward.start()) {
      assertThat(status(first)).isEqualTo(401);
      first.killHard();
    }
    try (var second = steward.start()) {
      assertThat(status(second)).isEqualTo(401);
      assertThat(second.log())
        .contains("that a killed Steward left")
        .doesNotContain("Created the database");
    }
    assertThat(place.resolve("postgres/cluster/postmaster.pid")).doesNotExist();
  }

  @Test
  void startsNoServerBesideAnExternalDatabase() throws Exception {
    var database = TestDatabase.fresh();
    try (var steward = StewardProcess.on(database).start()) {
      assertThat(status(steward)).isEqualTo(401);
      assertThat(tables(database)).isPositive();
      assertThat(steward.log()).doesNotContain("EmbeddedPostgres");
    }
  }

  private static int status(StewardProcess steward) throws Exception {
    try (var client = HttpClient.newHttpClient()) {
      var request = HttpRequest.newBuilder(steward.uri("/api/me")).build();
      return client.send(request, BodyHandlers.discarding()).statusCode();
    }
  }

  private static int tables(TestDatabase database) throws SQLException {
    try (
      var connection = database.connect();
      var result = connection
        .createStatement()
        .executeQuery("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'")
    ) {
      result.next();
      return result.getInt(1);
    }
  }
}
