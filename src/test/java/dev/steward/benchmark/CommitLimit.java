package dev.steward.benchmark;

import dev.steward.database.DurableServer;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** How many small rows PostgreSQL alone commits: one insert a transaction, on as many connections as a system may have. */
final class CommitLimit {

  private static final Duration TIME = Duration.ofSeconds(5);

  private CommitLimit() {}

  static double perSecond(DurableServer server) throws Exception {
    var database = server.create("commit_limit");
    try (var connection = database.connect(); var statement = connection.createStatement()) {
      statement.execute(
        "CREATE TABLE small (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, body text)"
      );
    }
    long end = System.nanoTime() + TIME.toNanos();
    long commits = 0;
    try (var threads = Executors.newFixedThreadPool(Options.CONNECTIONS)) {
      var counts = new ArrayList<Future<Integer>>();
      for (int i = 0; i < Options.CONNECTIONS; i++) {
        counts.add(threads.submit(() -> insertUntil(end, database)));
      }
      for (var count : counts) {
        commits += count.get();
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("The limit cannot be measured", e);
    }
    return commits / (TIME.toNanos() / 1e9);
  }

  private static int insertUntil(long end, DurableServer.Database database) throws SQLException {
    int commits = 0;
    try (
      var connection = database.connect();
      var statement = connection.prepareStatement("INSERT INTO small (body) VALUES (?)")
    ) {
      while (System.nanoTime() < end) {
        statement.setString(1, "one step of one run");
        statement.executeUpdate();
        commits++;
      }
    }
    return commits;
  }
}
