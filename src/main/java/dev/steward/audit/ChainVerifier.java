package dev.steward.audit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.ResultSetExtractor;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Recomputes every hash of the trail, in one snapshot and in memory that does not grow with the trail. */
@Component
class ChainVerifier {

  private static final int FETCHED = 1_000;

  private static final String LINKS = """
  SELECT l.chain, l.position, l.entry_id, l.digest, l.hash, e.*
  FROM audit_link l LEFT JOIN audit_entry e ON e.id = l.entry_id
  WHERE :chain::text IS NULL OR l.chain = :chain
  ORDER BY l.chain, l.position
  """;

  // Per end one look at the index. Whose end is gone altogether has a first link at least: the walk has seen to that.
  private static final String ENDS = """
  SELECT c.chain, c.length, l.position, l.entry_id
  FROM audit_chain c LEFT JOIN LATERAL (
      SELECT * FROM audit_link WHERE chain = c.chain ORDER BY position DESC LIMIT 1
  ) l ON TRUE
  WHERE (:chain::text IS NULL OR c.chain = :chain)
      AND (c.length, c.hash) IS DISTINCT FROM (l.position, l.hash)
  UNION ALL
  SELECT l.chain, 0, l.position, l.entry_id FROM audit_link l
  WHERE (:chain::text IS NULL OR l.chain = :chain) AND l.position = 1
      AND NOT EXISTS (SELECT FROM audit_chain c WHERE c.chain = l.chain)
  ORDER BY 1 LIMIT 1
  """;

  private static final String UNCHAINED = """
  SELECT e.*, audit_chain_of(e.instance_id, e.type) AS chain FROM audit_entry e
  WHERE (:instance::text IS NULL OR e.instance_id = :instance)
      AND NOT EXISTS (SELECT FROM audit_link l WHERE l.entry_id = e.id)
  ORDER BY e.id LIMIT 1
  """;

  private final NamedParameterJdbcTemplate jdbc;
  private final TransactionTemplate snapshot;
  private final CheckpointCheck checkpoints;

  ChainVerifier(
    DataSource dataSource,
    PlatformTransactionManager transactions,
    CheckpointCheck checkpoints
  ) {
    this.checkpoints = checkpoints;
    var template = new JdbcTemplate(dataSource);
    template.setFetchSize(FETCHED);
    this.jdbc = new NamedParameterJdbcTemplate(template);
    this.snapshot = new TransactionTemplate(transactions);
    this.snapshot.setReadOnly(true);
    this.snapshot.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
    this.snapshot.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
  }

  /** @param first the first fault by chain and position, before faults of chains' ends and of checkpoints; null where all is sound */
  record Result(long chains, long entries, long checkpoints, @Nullable Fault first) {}

  static String ofInstance(String id) {
    return "instance:" + id;
  }

  /** Told now and then how far a verification is. */
  @FunctionalInterface
  interface Progress {
    Progress NONE = (chains, entries) -> {};

    void at(long chains, long entries);
  }

  /** @param instanceId null for the whole trail */
  Result verify(@Nullable String instanceId) {
    return verify(instanceId, Progress.NONE);
  }

  Result verify(@Nullable String instanceId, Progress progress) {
    long kept = checkpoints.kept();
    return Objects.requireNonNull(
      snapshot.execute(status -> inSnapshot(instanceId, kept, progress))
    );
  }

  private Result inSnapshot(@Nullable String instanceId, long kept, Progress progress) {
    var parameters = new HashMap<String, @Nullable Object>();
    parameters.put("instance", instanceId);
    parameters.put("chain", instanceId == null ? null : ofInstance(instanceId));
    var walk = Objects.requireNonNull(
      jdbc.query(LINKS, parameters, (ResultSetExtractor<ChainWalk>) rows -> walk(rows, progress))
    );
    var fault = named(walk);
    if (fault == null) {
      fault = first(ENDS, parameters, ChainVerifier::end);
    }
    if (fault == null) {
      fault = first(UNCHAINED, parameters, ChainVerifier::unchained);
    }
    if (fault != null) {
      return new Result(walk.chains(), walk.entries(), 0, fault);
    }
    var signed =
      instanceId == null ? checkpoints.whole(kept) : checkpoints.of(ofInstance(instanceId));
    return new Result(walk.chains(), walk.entries(), signed.checkpoints(), signed.fault());
  }

  private static ChainWalk walk(ResultSet rows, Progress progress) throws SQLException {
    var walk = new ChainWalk();
    while (walk.fault() == null && rows.next()) {
      walk.next(rows);
      if (walk.entries() % FETCHED == 0) {
        progress.at(walk.chains(), walk.entries());
      }
    }
    return walk;
  }

  /** An entry that does not fit its link but another one was put in the wrong place. */
  private @Nullable Fault named(ChainWalk walk) {
    var fault = walk.fault();
    if (fault == null || fault.kind() != Fault.Kind.changed) {
      return fault;
    }
    var elsewhere = jdbc.queryForObject(
      "SELECT EXISTS (SELECT FROM audit_link WHERE digest = :digest)",
      Map.of("digest", walk.digest()),
      Boolean.class
    );
    return Boolean.TRUE.equals(elsewhere) ? fault.as(Fault.Kind.moved) : fault;
  }

  private @Nullable Fault first(
    String sql,
    Map<String, @Nullable Object> parameters,
    RowMapper<Fault> fault
  ) {
    return jdbc.query(sql, parameters, fault).stream().findFirst().orElse(null);
  }

  private static Fault end(ResultSet row, int number) throws SQLException {
    long head = row.getLong("length");
    long last = row.getLong("position");
    var entry = row.getObject("entry_id", Long.class);
    return head > last
      ? new Fault(Fault.Kind.truncated, row.getString("chain"), last + 1, null)
      : new Fault(Fault.Kind.replaced, row.getString("chain"), last, entry);
  }

  private static Fault unchained(ResultSet row, int number) throws SQLException {
    return new Fault(Fault.Kind.unchained, row.getString("chain"), 0, row.getLong("id"));
  }
}
