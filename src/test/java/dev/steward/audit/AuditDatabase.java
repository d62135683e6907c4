package dev.steward.audit;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.steward.database.TestDatabase;
import dev.steward.journal.Write;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;

/** A migrated database of one test's own, with whom the application is and who can do more. */
final class AuditDatabase {

  private static final ObjectMapper JSON = new ObjectMapper();

  final PGSimpleDataSource application = new PGSimpleDataSource();
  private final TestDatabase database = TestDatabase.fresh();

  AuditDatabase() {
    application.setUrl(database.url());
    application.setUser(database.username());
    application.setPassword(database.password());
    Flyway.configure().dataSource(application).load().migrate();
  }

  ChainVerifier verifier() {
    return verifier(properties(null, Set.of()));
  }

  ChainVerifier verifier(AuditProperties properties) {
    return new ChainVerifier(
      application,
      new JdbcTransactionManager(application),
      new CheckpointCheck(
        new CheckpointRows(application),
        new CheckpointFile(properties),
        new SigningKeys(properties),
        application
      )
    );
  }

  Checkpoints checkpoints(AuditProperties properties) {
    var transactions = new JdbcTransactionManager(application);
    return new Checkpoints(
      new CheckpointRows(application),
      new CheckpointFile(properties),
      new SigningKeys(properties),
      trail(),
      Clock.systemUTC(),
      transactions
    );
  }

  /** Without the journal, which other tests are about. */
  AuditTrail trail() {
    return new AuditTrail() {
      @Override
      public Write entry(AuditEntry entry) {
        throw new UnsupportedOperationException();
      }

      @Override
      public void record(AuditEntry entry) {
        JdbcClient.create(application)
          .sql(
            "INSERT INTO audit_entry (at, type, actor, state, title, detail) VALUES (now(), :type, :actor, :state, :title, :detail::jsonb)"
          )
          .param("type", entry.type())
          .param("actor", entry.actor())
          .param("state", entry.state())
          .param("title", entry.title())
          .param("detail", JSON.valueToTree(entry.detail()).toString())
          .update();
      }
    };
  }

  /** With the key that is made where none is named, unless one is. */
  AuditProperties properties(@Nullable Path previousKey, Set<String> lost) {
    return properties(null, previousKey, lost);
  }

  AuditProperties properties(@Nullable Path key, @Nullable Path previousKey, Set<String> lost) {
    return new AuditProperties(
      beside(),
      Duration.ofMinutes(5),
      new AuditProperties.Signing(null, key, previousKey, lost),
      new AuditProperties.Sealing(null, null, null, Set.of())
    );
  }

  /** With a key beside the database, unless one is named. */
  Payloads payloads(AuditProperties.@Nullable Sealing sealing) {
    return new Payloads(keys(sealing), JSON);
  }

  InstanceKeys keys(AuditProperties.@Nullable Sealing sealing) {
    return new InstanceKeys(
      JdbcClient.create(application),
      sealingKeys(sealing),
      Clock.systemUTC(),
      new JdbcTransactionManager(application)
    );
  }

  SealingKeys sealingKeys(AuditProperties.@Nullable Sealing sealing) {
    return new SealingKeys(sealed(sealing));
  }

  private AuditProperties sealed(AuditProperties.@Nullable Sealing sealing) {
    var properties = properties(null, Set.of());
    return sealing == null
      ? properties
      : new AuditProperties(
          properties.directory(),
          properties.checkpointEvery(),
          properties.signing(),
          sealing
        );
  }

  Path beside() {
    return database.beside();
  }

  /** An entry of an instance, or without one of the subject {@code demo}. */
  void write(String instanceOrNull, int times) throws SQLException {
    try (
      var connection = database.connect();
      var insert = connection.prepareStatement(
        """
        INSERT INTO audit_entry (at, type, actor, instance_id, title, detail)
        SELECT now(), 'demo.written', 'system', ?, 'No. ' || n, jsonb_build_object('n', n)
        FROM generate_series(1, ?) n
        """
      )
    ) {
      insert.setString(1, instanceOrNull);
      insert.setInt(2, times);
      insert.executeUpdate();
    }
  }

  /** Past all triggers, as only the owner of the tables or a superuser can. */
  void tamper(String... statements) throws SQLException {
    try (var connection = database.connect(); var statement = connection.createStatement()) {
      for (var table : new String[] {
        "audit_entry",
        "audit_link",
        "audit_chain",
        "audit_checkpoint",
        "audit_checkpoint_end",
      }) {
        statement.execute("ALTER TABLE " + table + " DISABLE TRIGGER USER");
      }
      for (var sql : statements) {
        statement.execute(sql);
      }
      for (var table : new String[] {
        "audit_entry",
        "audit_link",
        "audit_chain",
        "audit_checkpoint",
        "audit_checkpoint_end",
      }) {
        statement.execute("ALTER TABLE " + table + " ENABLE TRIGGER USER");
      }
    }
  }
}
