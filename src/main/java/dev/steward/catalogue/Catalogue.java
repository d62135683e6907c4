package dev.steward.catalogue;

import dev.steward.audit.AuditEntry;
import dev.steward.audit.AuditTrail;
import dev.steward.problem.ProblemException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Keeps every version and says which of a name counts. What is in force is in the database, so that all nodes agree. */
@Repository
public class Catalogue {

  private final JdbcClient jdbc;
  private final AuditTrail audit;
  private final Clock clock;

  public Catalogue(JdbcClient jdbc, AuditTrail audit, Clock clock) {
    this.jdbc = jdbc;
    this.audit = audit;
    this.clock = clock;
  }

  /** One change at a time, on all nodes. Held until the transaction ends. */
  public void lock() {
    jdbc.sql("LOCK TABLE definition_change IN SHARE ROW EXCLUSIVE MODE").update();
  }

  /** Grows with every change of what is in force. */
  public long stamp(Kind kind) {
    return jdbc
      .sql("SELECT coalesce(max(id), 0) FROM definition_change WHERE kind = :kind")
      .param("kind", kind.id())
      .query(Long.class)
      .single();
  }

  /** In the order of their names. */
  public List<InForce> inForce(Kind kind) {
    return jdbc
      .sql(
        """
        SELECT newest.name, newest.version, newest.file, kept.source
        FROM (SELECT DISTINCT ON (name) * FROM definition_change WHERE kind = :kind ORDER BY name, id DESC) newest
        JOIN %s kept ON kept.digest = newest.version
        ORDER BY newest.name
        """.formatted(kind.versions())
      )
      .param("kind", kind.id())
      .query((row, number) ->
        new InForce(
          row.getString("name"),
          row.getString("version"),
          row.getString("file"),
          row.getString("source")
        )
      )
      .list();
  }

  /**
   * Makes sure that nobody changes what they have not seen. Call it under the {@link #lock()}.
   *
   * @param basedOn the version that was seen; null where none was in force
   * @return the version in force
   * @throws ProblemException 409 {@code changed-meanwhile} where another is
   */
  public Optional<String> expect(Kind kind, String name, @Nullable String basedOn) {
    record Newest(@Nullable String version, String by) {}
    var newest = jdbc
      .sql(
        "SELECT version, changed_by FROM definition_change WHERE kind = :kind AND name = :name ORDER BY id DESC LIMIT 1"
      )
      .param("kind", kind.id())
      .param("name", name)
      .query((row, number) -> new Newest(row.getString("version"), row.getString("changed_by")))
      .optional();
    var version = newest.map(Newest::version);
    if (!Objects.equals(version.orElse(null), basedOn)) {
      throw ProblemException.conflict(
        "changed-meanwhile",
        version.isEmpty()
          ? "There is no %s '%s' any more".formatted(kind.id(), name)
          : "Another version of '%s' is in force, put there by %s. Look at it first".formatted(
              name,
              newest.get().by()
            )
      );
    }
    return version;
  }

  /** Puts a version in force that people have stored. In the caller's transaction. */
  public void store(Kind kind, StoredDefinition definition, String comment, String by) {
    keep(kind, definition);
    put(kind, definition.name(), definition.version(), null, comment, by);
  }

  /** Puts a version in force that is kept already. In the caller's transaction. */
  public void putBack(Kind kind, String name, String version, String comment, String by) {
    put(kind, name, version, null, comment, by);
  }

  /** Takes a definition out of force. In the caller's transaction. */
  public void retire(Kind kind, String name, String comment, String by) {
    put(kind, name, null, null, comment, by);
  }

  void keep(Kind kind, StoredDefinition definition) {
    jdbc
      .sql(
        """
        INSERT INTO %s (digest, name, body, source, first_seen) VALUES (:digest, :name, :body::jsonb, :source, :now)
        ON CONFLICT (digest) DO UPDATE SET source = excluded.source
        """.formatted(kind.versions())
      )
      .param("digest", definition.version())
      .param("name", definition.name())
      .param("body", definition.body().toString())
      .param("source", definition.source())
      .param("now", Timestamp.from(clock.instant()))
      .update();
  }

  void put(
    Kind kind,
    String name,
    @Nullable String version,
    @Nullable String file,
    @Nullable String comment,
    String by
  ) {
    jdbc
      .sql(
        """
        INSERT INTO definition_change (kind, name, version, file, comment, changed_by, changed_at)
        VALUES (:kind, :name, :version, :file, :comment, :by, :now)
        """
      )
      .param("kind", kind.id())
      .param("name", name)
      .param("version", version)
      .param("file", file)
      .param("comment", comment)
      .param("by", by)
      .param("now", Timestamp.from(clock.instant()))
      .update();
    var state = version == null ? "retired" : "in-force";
    audit.record(
      new AuditEntry(
        kind.id() + ".changed",
        by,
        null,
        null,
        null,
        null,
        state,
        version == null
          ? "The %s %s is retired".formatted(kind.id(), name)
          : "Version %.8s of the %s %s is in force".formatted(version, kind.id(), name),
        Map.of(
          kind.id(),
          name,
          "version",
          Optional.ofNullable(version).orElse("none"),
          "comment",
          Optional.ofNullable(comment).orElse("the folder: " + file)
        )
      )
    );
  }

  /** Every version of a name, the one that was put in force last first. */
  public List<CatalogueVersion> versions(Kind kind, String name) {
    return jdbc
      .sql(
        """
        SELECT kept.digest, kept.first_seen, last.*
        FROM %s kept LEFT JOIN LATERAL (
          SELECT file, comment, changed_by, changed_at, id FROM definition_change
          WHERE kind = :kind AND name = kept.name AND version = kept.digest ORDER BY id DESC LIMIT 1) last ON true
        WHERE kept.name = :name ORDER BY last.id DESC NULLS LAST, kept.first_seen DESC, kept.digest
        """.formatted(kind.versions())
      )
      .param("kind", kind.id())
      .param("name", name)
      .query(Catalogue::version)
      .list();
  }

  /** @throws ProblemException 404 {@code version-not-found} */
  public StoredSource get(Kind kind, String name, String version) {
    return versions(kind, name)
      .stream()
      .filter(known -> known.digest().equals(version))
      .findFirst()
      .map(known -> new StoredSource(known, source(kind, version)))
      .orElseThrow(() ->
        ProblemException.notFound(
          "version-not-found",
          "The %s '%s' never had such a version".formatted(kind.id(), name)
        )
      );
  }

  /** The text of a version that is known to be kept. */
  public String source(Kind kind, String version) {
    return jdbc
      .sql("SELECT source FROM %s WHERE digest = :digest".formatted(kind.versions()))
      .param("digest", version)
      .query(String.class)
      .single();
  }

  private static CatalogueVersion version(ResultSet row, int number) throws SQLException {
    var changed = row.getTimestamp("changed_at");
    return new CatalogueVersion(
      row.getString("digest"),
      row.getTimestamp("first_seen").toInstant(),
      row.getString("file"),
      row.getString("comment"),
      row.getString("changed_by"),
      changed == null ? null : changed.toInstant()
    );
  }
}
