package dev.steward.benchmark;

import dev.steward.database.DurableServer;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

/** Reads what a system uses of the machine and of PostgreSQL. */
final class Meter implements AutoCloseable {

  /** After this time without work every server process has reported what it counted. */
  static final Duration UNTIL_COUNTED = Duration.ofSeconds(11);

  /** In place of a client's process, where the harness itself is the client. */
  static final long NOBODY = 0;

  private final Connection connection;
  private final long server;
  private final long stub;

  Meter(DurableServer server, Stub stub) throws SQLException, IOException {
    this.connection = server.connectAsSuperuser();
    this.server = server.processId();
    this.stub = stub.processId();
  }

  /**
   * Sums since some past moment; processor time in milliseconds.
   *
   * @param wal bytes
   * @param rowsRead by scans and index lookups together
   */
  record Reading(
    long nanos,
    long client,
    long postgres,
    long stub,
    long harness,
    Kernel.Processors machine,
    long wal,
    long commits,
    long rowsRead
  ) {
    Reading since(Reading before) {
      return new Reading(
        nanos - before.nanos,
        client - before.client,
        postgres - before.postgres,
        stub - before.stub,
        harness - before.harness,
        machine.since(before.machine),
        wal - before.wal,
        commits - before.commits,
        rowsRead - before.rowsRead
      );
    }

    Reading plus(Reading other) {
      return new Reading(
        nanos + other.nanos,
        client + other.client,
        postgres + other.postgres,
        stub + other.stub,
        harness + other.harness,
        machine.plus(other.machine),
        wal + other.wal,
        commits + other.commits,
        rowsRead + other.rowsRead
      );
    }

    double seconds() {
      return nanos / 1e9;
    }

    /** Share of the machine's processor time that another virtual machine had, in percent. */
    double steal() {
      return (100.0 * machine.steal()) / machine.total();
    }

    /** Share of the machine's processor time that processes outside of the benchmark had, in percent. */
    double others() {
      long others = machine.busy() - client - postgres - stub - harness;
      return (100.0 * Math.max(0, others)) / machine.total();
    }

    /** With what the server has counted by a later moment, when all of its processes have reported. */
    Reading withCounted(Reading later) {
      return new Reading(
        nanos,
        client,
        postgres,
        stub,
        harness,
        machine,
        wal,
        later.commits,
        later.rowsRead
      );
    }
  }

  /** @param client the process of the system under test */
  Reading read(long client, String database) throws SQLException {
    try (
      var statement = connection.prepareStatement(
        """
        SELECT pg_current_wal_insert_lsn() - '0/0', xact_commit, tup_returned + tup_fetched
        FROM pg_stat_database WHERE datname = ?
        """
      )
    ) {
      statement.setString(1, database);
      try (var row = statement.executeQuery()) {
        row.next();
        return new Reading(
          System.nanoTime(),
          Kernel.cpu(client),
          Kernel.cpuOfFamily(server),
          Kernel.cpu(stub),
          Kernel.cpu(ProcessHandle.current().pid()),
          Kernel.processors(),
          row.getLong(1),
          row.getLong(2),
          row.getLong(3)
        );
      }
    }
  }

  /** Connections of everybody but the benchmark itself. */
  int connections(String database) throws SQLException {
    try (
      var statement = connection.prepareStatement(
        """
        SELECT count(*) FROM pg_stat_activity
        WHERE datname = ? AND backend_type = 'client backend' AND application_name <> 'benchmark'
        """
      )
    ) {
      statement.setString(1, database);
      try (var row = statement.executeQuery()) {
        row.next();
        return row.getInt(1);
      }
    }
  }

  /** So that no checkpoint is half done when a measurement begins; the first change of each page is logged whole after it. */
  void checkpoint() throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute("CHECKPOINT");
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
