package dev.steward.retention;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.database.TestDatabase;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A new table that speaks of instances must say whether its rows go with them. */
class InstanceTablesTest {

  private static final Set<String> STAY = Set.of(
    // When figures were on the wrong side; of what it started it has the id alone.
    "alert_firing",
    // The trail, whose chains would break.
    "audit_entry",
    // The keys that the trail is read with.
    "audit_instance_key",
    // A held instance is not cleared away, and a hold that is lifted has no row.
    "legal_hold",
    // Removed with its own instance.
    "rehearsal",
    // Of a run that clears away, not of an agent's.
    "retention_result",
    // Goes with its event.
    "notification"
  );

  @Test
  void allAreKnown() {
    var dataSource = new PGSimpleDataSource();
    var database = TestDatabase.fresh();
    dataSource.setUrl(database.url());
    dataSource.setUser(database.username());
    dataSource.setPassword(database.password());
    Flyway.configure().dataSource(dataSource).load().migrate();

    var found = JdbcClient.create(dataSource)
      .sql(
        """
        SELECT DISTINCT table_name FROM information_schema.columns WHERE table_schema = 'public'
          AND column_name ~ '^(instance|root|parent|run|work|execution|task|review|call|event)_id$' AND table_name NOT LIKE 'sandbox%'
        """
      )
      .query(String.class)
      .list();

    var known = Arrays.stream(InstanceTable.values())
      .map(table -> table.name().toLowerCase(Locale.ROOT))
      .collect(Collectors.toCollection(TreeSet::new));
    known.addAll(STAY);
    assertThat(found).hasSizeGreaterThan(20);
    assertThat(new TreeSet<>(found)).isEqualTo(known);
  }
}
