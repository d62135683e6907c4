package dev.steward.process.definition;

import dev.steward.listing.Cursor;
import dev.steward.process.definition.DeploymentView.Origin;
import dev.steward.process.definition.DeploymentView.Version;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The {@code deployment} table. */
@Component
class DeploymentRows {

  private static final String VERSIONS = """
  SELECT deployment_id_, key_, name_, version_,
         version_ = max(version_) OVER (PARTITION BY key_) AS newest
  FROM act_re_procdef
  WHERE key_ IN (SELECT key_ FROM act_re_procdef WHERE deployment_id_ = ANY(:ids))
    AND tenant_id_ = ''
  ORDER BY key_
  """;

  private final JdbcClient jdbc;
  private final Clock clock;

  DeploymentRows(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /** One deployment at a time decides what is new. Held until the transaction ends. */
  void lock() {
    jdbc.sql("LOCK TABLE deployment IN SHARE ROW EXCLUSIVE MODE").update();
  }

  /** Does nothing for one that is on record. */
  void insert(
    String id,
    String author,
    String comment,
    Origin origin,
    @Nullable String rolledBackTo,
    String digest
  ) {
    jdbc
      .sql(
        """
        INSERT INTO deployment (id, author, comment, origin, rolled_back_to, digest, deployed_at)
        VALUES (:id, :author, :comment, :origin, :rolledBackTo, :digest, :now)
        ON CONFLICT (id) DO NOTHING
        """
      )
      .param("id", id)
      .param("author", author)
      .param("comment", comment)
      .param("origin", origin.id())
      .param("rolledBackTo", rolledBackTo)
      .param("digest", digest)
      // A page's end is named to the millisecond.
      .param("now", Timestamp.from(clock.instant().truncatedTo(ChronoUnit.MILLIS)))
      .update();
  }

  /** The deployment that holds the newest versions of exactly these processes, with exactly this content. */
  Optional<String> current(Set<String> processKeys, String digest) {
    return jdbc
      .sql(
        """
        SELECT d.id FROM deployment d
        JOIN act_re_procdef p ON p.deployment_id_ = d.id
        WHERE d.digest = :digest
        GROUP BY d.id
        HAVING count(*) = :count AND bool_and(p.key_ = ANY(:keys)) AND bool_and(
          NOT EXISTS (
            SELECT 1 FROM act_re_procdef n WHERE n.key_ = p.key_ AND n.tenant_id_ = '' AND n.version_ > p.version_)
        )
        """
      )
      .param("digest", digest)
      .param("keys", processKeys.toArray(String[]::new))
      .param("count", processKeys.size())
      .query(String.class)
      .optional();
  }

  Optional<DeploymentView> find(String id) {
    return withVersions(
      jdbc
        .sql("SELECT * FROM deployment WHERE id = :id")
        .param("id", id)
        .query(DeploymentRows::read)
        .list()
    )
      .stream()
      .findFirst();
  }

  /** The newest first. */
  List<DeploymentView> list(@Nullable String processKey, @Nullable Cursor after, int limit) {
    return withVersions(
      jdbc
        .sql(
          """
          SELECT d.* FROM deployment d
          WHERE (:processKey::text IS NULL OR EXISTS (
              SELECT 1 FROM act_re_procdef p WHERE p.deployment_id_ = d.id AND p.key_ = :processKey))
            AND (:afterTime::timestamptz IS NULL OR (deployed_at, id) < (:afterTime::timestamptz, :afterId::text))
          ORDER BY deployed_at DESC, id DESC LIMIT :limit
          """
        )
        .param("processKey", processKey)
        .param("afterTime", after == null ? null : Timestamp.from(after.at()))
        .param("afterId", after == null ? null : after.id())
        .param("limit", limit)
        .query(DeploymentRows::read)
        .list()
    );
  }

  private List<DeploymentView> withVersions(Collection<DeploymentView> found) {
    Map<String, List<Version>> versions = new HashMap<>();
    jdbc
      .sql(VERSIONS)
      .param(
        "ids",
        found
          .stream()
          .map(DeploymentView::id)
          .toArray(String[]::new)
      )
      .query((row, number) ->
        Map.entry(
          row.getString("deployment_id_"),
          new Version(
            row.getString("key_"),
            row.getString("name_"),
            row.getInt("version_"),
            row.getBoolean("newest")
          )
        )
      )
      .list()
      .stream()
      .collect(
        Collectors.groupingBy(
          Map.Entry::getKey,
          Collectors.mapping(Map.Entry::getValue, Collectors.toList())
        )
      )
      .forEach(versions::put);
    return found
      .stream()
      .map(view ->
        new DeploymentView(
          view.id(),
          view.author(),
          view.comment(),
          view.origin(),
          view.rolledBackTo(),
          view.deployedAt(),
          versions.getOrDefault(view.id(), List.of())
        )
      )
      .toList();
  }

  private static DeploymentView read(ResultSet row, int number) throws SQLException {
    return new DeploymentView(
      row.getString("id"),
      row.getString("author"),
      row.getString("comment"),
      Origin.valueOf(row.getString("origin").toUpperCase(Locale.ROOT)),
      row.getString("rolled_back_to"),
      row.getTimestamp("deployed_at").toInstant(),
      List.of()
    );
  }
}
