package dev.steward.audit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

@Repository
class JdbcAuditLog implements AuditLog {

  private static final int FETCHED = 500;

  private static final String ENTRIES = """
  audit_entry LEFT JOIN (SELECT instance_id AS sealed_of, wrapped, wrapped_by, destroyed_at FROM audit_instance_key) key
  ON sealed_of = instance_id
  """;

  // As they are stored: what was sent elsewhere could not be erased. Of a chain those after its end in an earlier checkpoint.
  private static final String SIGNED = """
  SELECT entry.*, link.chain, link.position, link.hash
  FROM audit_checkpoint_end signed
  CROSS JOIN LATERAL (
      SELECT coalesce(max(length), 0) AS length FROM audit_checkpoint_end
      WHERE chain = signed.chain AND length < signed.length
  ) earlier
  JOIN audit_link link ON link.chain = signed.chain AND link.position > earlier.length AND link.position <= signed.length
  JOIN audit_entry entry ON entry.id = link.entry_id
  WHERE signed.checkpoint = :checkpoint AND signed.chain >= :chain AND (link.chain, link.position) > (:chain, :position)
  ORDER BY link.chain, link.position LIMIT :limit
  """;

  private final JdbcClient jdbc;
  private final JdbcClient cursors;
  private final Payloads payloads;

  JdbcAuditLog(JdbcClient jdbc, DataSource database, Payloads payloads) {
    this.jdbc = jdbc;
    var template = new JdbcTemplate(database);
    template.setFetchSize(FETCHED);
    this.cursors = JdbcClient.create(template);
    this.payloads = payloads;
  }

  @Override
  public List<RecordedEntry> ofInstance(String instanceId) {
    return jdbc
      .sql("SELECT * FROM " + ENTRIES + "WHERE instance_id = :instanceId ORDER BY id")
      .param("instanceId", instanceId)
      .query((row, number) -> recorded(row, opened(row)))
      .list();
  }

  @Override
  public List<RecordedEntry> find(Filter filter, @Nullable Long before, int limit) {
    var asked = Conditions.of(filter);
    if (before != null) {
      asked.and("id < :before", "before", before);
    }
    return jdbc
      .sql("SELECT * FROM " + ENTRIES + "WHERE " + asked.where() + " ORDER BY id DESC LIMIT :limit")
      .params(asked.params())
      .param("limit", limit)
      .query((row, number) -> recorded(row, opened(row)))
      .list();
  }

  @Override
  @Transactional(readOnly = true)
  public void each(Filter filter, Consumer<LinkedEntry> reader) {
    var asked = Conditions.of(filter);
    // One statement sees one state of the trail, however long it takes; a cursor keeps its rows out of memory.
    try (
      var found = cursors
        .sql(
          "SELECT * FROM " +
            ENTRIES +
            "JOIN audit_link ON entry_id = id WHERE " +
            asked.where() +
            " ORDER BY id"
        )
        .params(asked.params())
        .query((row, number) -> linked(row, opened(row)))
        .stream()
    ) {
      found.forEach(reader);
    }
  }

  @Override
  public List<LinkedEntry> signedBy(long checkpoint, String chain, long position, int limit) {
    return jdbc
      .sql(SIGNED)
      .param("checkpoint", checkpoint)
      .param("chain", chain)
      .param("position", position)
      .param("limit", limit)
      .query((row, number) -> linked(row, stored(row)))
      .list();
  }

  @Override
  public List<RecordedEntry> after(long id, int limit) {
    return jdbc
      .sql("SELECT * FROM " + ENTRIES + "WHERE id > :id ORDER BY id LIMIT :limit")
      .param("id", id)
      .param("limit", limit)
      .query((row, number) -> recorded(row, opened(row)))
      .list();
  }

  @Override
  public long last() {
    return jdbc.sql("SELECT coalesce(max(id), 0) FROM audit_entry").query(Long.class).single();
  }

  private static LinkedEntry linked(ResultSet row, AuditEntry entry) throws SQLException {
    return new LinkedEntry(
      recorded(row, entry),
      row.getString("chain"),
      row.getLong("position"),
      row.getBytes("hash")
    );
  }

  private static RecordedEntry recorded(ResultSet row, AuditEntry entry) throws SQLException {
    return new RecordedEntry(
      row.getLong("id"),
      row.getObject("at", OffsetDateTime.class).toInstant(),
      entry,
      row.getString("trace_id")
    );
  }

  private AuditEntry opened(ResultSet row) throws SQLException {
    return payloads.open(stored(row), StoredEntry.key(row));
  }

  private AuditEntry stored(ResultSet row) throws SQLException {
    return new AuditEntry(
      row.getString("type"),
      row.getString("actor"),
      row.getString("on_behalf_of"),
      row.getString("process_key"),
      row.getString("instance_id"),
      row.getString("activity_id"),
      row.getString("state"),
      row.getString("title"),
      payloads.read(row.getString("detail"))
    );
  }

  /** Only those that are asked for: "(:x IS NULL OR …)" would keep the indexes from being used. */
  private record Conditions(StringBuilder where, Map<String, Object> params) {
    static Conditions of(Filter filter) {
      var asked = new Conditions(new StringBuilder("TRUE"), new HashMap<>());
      asked.and("instance_id = :instanceId", "instanceId", filter.instanceId());
      // A whole type is looked up by index; a group of types is common enough to be met soon from the end.
      asked.and(
        filter.type() != null && filter.type().contains(".")
          ? "type = :type"
          : "(type = :type OR starts_with(type, :type || '.'))",
        "type",
        filter.type()
      );
      asked.and("actor = :actor", "actor", filter.actor());
      asked.and("at >= :from", "from", utc(filter.from()));
      asked.and("at < :to", "to", utc(filter.to()));
      return asked;
    }

    void and(String condition, String name, @Nullable Object value) {
      if (value != null) {
        where.append(" AND ").append(condition);
        params.put(name, value);
      }
    }

    private static @Nullable OffsetDateTime utc(@Nullable Instant instant) {
      return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }
  }
}
