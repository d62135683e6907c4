package dev.steward.benchmark;

import dev.steward.database.DurableServer;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;

/** What every part needs: the one PostgreSQL, the stub, and a meter on both. */
record Bench(DurableServer server, Stub stub, Meter meter) implements AutoCloseable {
  static Bench open() throws IOException, SQLException {
    var server = DurableServer.in(Path.of("target/benchmark/postgres"));
    var stub = Stub.start();
    return new Bench(server, stub, new Meter(server, stub));
  }

  Report report(String part, String title) throws IOException, SQLException {
    return new Report(part, title, Machine.describe(server));
  }

  @Override
  public void close() throws IOException, SQLException {
    meter.close();
    stub.close();
    server.close();
  }
}
