package dev.steward.policy;

import dev.steward.problem.ProblemException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The tables {@code policy_table} and {@code policy_file}. */
@Repository
class PolicyVersions {

  private final JdbcClient jdbc;
  private final Clock clock;

  PolicyVersions(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /** One node at a time changes what counts. Held until the transaction ends. */
  void lock() {
    jdbc.sql("LOCK TABLE policy_table IN SHARE ROW EXCLUSIVE MODE").update();
  }

  /** By key, the newest first. */
  List<PolicyVersion> all() {
    return jdbc
      .sql("SELECT * FROM policy_table ORDER BY key, version DESC")
      .query(PolicyVersions::read)
      .list();
  }

  private Optional<PolicyVersion> find(String key, int version) {
    return jdbc
      .sql("SELECT * FROM policy_table WHERE key = :key AND version = :version")
      .param("key", key)
      .param("version", version)
      .query(PolicyVersions::read)
      .optional();
  }

  /** @throws ProblemException 404 for a version that was never deployed */
  PolicyVersion get(String key, int version) {
    return find(key, version).orElseThrow(() ->
      ProblemException.notFound(
        "policy-not-found",
        "There is no version %d of a table '%s'".formatted(version, key)
      )
    );
  }

  /** Of what counts alone: when it was changed says little where the clocks of two nodes differ. */
  String stamp() {
    return jdbc
      .sql(
        """
        SELECT coalesce(string_agg(key || ':' || version || '=' || mode, ' ' ORDER BY key, version), '')
        FROM policy_table WHERE mode <> 'retired'
        """
      )
      .query(String.class)
      .single();
  }

  /** Puts a version into a mode; another of its key that was in this mode is retired. */
  void put(
    String key,
    int version,
    String deployment,
    PolicyMode mode,
    @Nullable String file,
    @Nullable String reason,
    String by
  ) {
    var now = Timestamp.from(clock.instant());
    if (mode != PolicyMode.RETIRED) {
      jdbc
        .sql(
          """
          UPDATE policy_table SET mode = 'retired', changed_by = :by, changed_at = :now
          WHERE key = :key AND mode = :mode AND version <> :version
          """
        )
        .param("by", by)
        .param("now", now)
        .param("key", key)
        .param("mode", mode.id())
        .param("version", version)
        .update();
    }
    jdbc
      .sql(
        """
        INSERT INTO policy_table (key, version, deployment, mode, file, reason, changed_by, changed_at)
        VALUES (:key, :version, :deployment, :mode, :file, :reason, :by, :now)
        ON CONFLICT (key, version) DO UPDATE SET mode = excluded.mode, file = coalesce(excluded.file, policy_table.file),
          reason = excluded.reason, changed_by = excluded.changed_by, changed_at = excluded.changed_at
        """
      )
      .param("key", key)
      .param("version", version)
      .param("deployment", deployment)
      .param("mode", mode.id())
      .param("file", file)
      .param("reason", reason)
      .param("by", by)
      .param("now", now)
      .update();
  }

  /** Digests of the files that were taken over, by name. */
  Map<String, String> files() {
    record Row(String name, String digest) {}
    return jdbc
      .sql("SELECT name, digest FROM policy_file")
      .query((row, number) -> new Row(row.getString("name"), row.getString("digest")))
      .list()
      .stream()
      .collect(Collectors.toMap(Row::name, Row::digest));
  }

  void takenOver(String file, String digest) {
    jdbc
      .sql(
        """
        INSERT INTO policy_file (name, digest) VALUES (:name, :digest)
        ON CONFLICT (name) DO UPDATE SET digest = excluded.digest
        """
      )
      .param("name", file)
      .param("digest", digest)
      .update();
  }

  void forget(String file) {
    jdbc.sql("DELETE FROM policy_file WHERE name = :name").param("name", file).update();
  }

  private static PolicyVersion read(ResultSet row, int number) throws SQLException {
    return new PolicyVersion(
      row.getString("key"),
      row.getInt("version"),
      row.getString("deployment"),
      PolicyMode.of(row.getString("mode")),
      row.getString("file"),
      row.getString("reason"),
      row.getString("changed_by"),
      row.getTimestamp("changed_at").toInstant()
    );
  }
}
