package dev.steward.audit;

import dev.steward.database.TestDatabase;
import java.sql.SQLException;
import org.flywaydb.core.Flyway;
import org.postgresql.ds.PGSimpleDataSource;

/** A migrated database of one test's own, with whom the application is and who can do more. */
final class AuditDatabase {

  final PGSimpleDataSource application = new PGSimpleDataSource();
  private final TestDatabase database = TestDatabase.fresh();

  AuditDatabase() {
    application.setUrl(database.url());
    application.setUser(database.username());
    application.setPassword(database.password());
    Flyway.configure().dataSource(application).load().migrate();
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
      for (var table : new String[] { "audit_entry", "audit_link", "audit_chain" }) {
        statement.execute("ALTER TABLE " + table + " DISABLE TRIGGER USER");
      }
      for (var sql : statements) {
        statement.execute(sql);
      }
      for (var table : new String[] { "audit_entry", "audit_link", "audit_chain" }) {
        statement.execute("ALTER TABLE " + table + " ENABLE TRIGGER USER");
      }
    }
  }
}
