package dev.steward.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class JdbcAuditLog implements AuditLog {

  private static final TypeReference<Map<String, Object>> DETAIL = new TypeReference<>() {};

  private final JdbcClient jdbc;
  private final ObjectMapper json;

  JdbcAuditLog(JdbcClient jdbc, ObjectMapper json) {
    this.jdbc = jdbc;
    this.json = json;
  }

  @Override
  public List<RecordedEntry> ofInstance(String instanceId) {
    return jdbc
      .sql("SELECT * FROM audit_entry WHERE instance_id = :instanceId ORDER BY id")
      .param("instanceId", instanceId)
      .query((row, number) -> entry(row))
      .list();
  }

  @Override
  public List<RecordedEntry> find(Filter filter, @Nullable Long before, int limit) {
    // Only the conditions that are asked for: "(:x IS NULL OR …)" would keep the indexes from being
    // used.
    var where = new StringBuilder("TRUE");
    var params = new HashMap<String, Object>();
    if (filter.instanceId() != null) {
      where.append(" AND instance_id = :instanceId");
      params.put("instanceId", filter.instanceId());
    }
    if (filter.type() != null) {
      // A whole type is looked up by index; a group of types is common enough to be met soon from
      // the end.
      where.append(
        filter.type().contains(".")
          ? " AND type = :type"
          : " AND (type = :type OR starts_with(type, :type || '.'))"
      );
      params.put("type", filter.type());
    }
    if (filter.actor() != null) {
      where.append(" AND actor = :actor");
      params.put("actor", filter.actor());
    }
    if (filter.from() != null) {
      where.append(" AND at >= :from");
      params.put("from", utc(filter.from()));
    }
    if (filter.to() != null) {
      where.append(" AND at < :to");
      params.put("to", utc(filter.to()));
    }
    if (before != null) {
      where.append(" AND id < :before");
      params.put("before", before);
    }
    return jdbc
      .sql("SELECT * FROM audit_entry WHERE " + where + " ORDER BY id DESC LIMIT :limit")
      .params(params)
      .param("limit", limit)
      .query((row, number) -> entry(row))
      .list();
  }

  @Override
  public List<RecordedEntry> after(long id, int limit) {
    return jdbc
      .sql("SELECT * FROM audit_entry WHERE id > :id ORDER BY id LIMIT :limit")
      .param("id", id)
      .param("limit", limit)
      .query((row, number) -> entry(row))
      .list();
  }

  @Override
  public long last() {
    return jdbc.sql("SELECT coalesce(max(id), 0) FROM audit_entry").query(Long.class).single();
  }

  private static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }

  private RecordedEntry entry(ResultSet row) throws SQLException {
    return new RecordedEntry(
      row.getLong("id"),
      row.getObject("at", OffsetDateTime.class).toInstant(),
      new AuditEntry(
        row.getString("type"),
        row.getString("actor"),
        row.getString("on_behalf_of"),
        row.getString("process_key"),
        row.getString("instance_id"),
        row.getString("activity_id"),
        row.getString("state"),
        row.getString("title"),
        read(row.getString("detail"))
      ),
      row.getString("trace_id")
    );
  }

  private Map<String, Object> read(String detail) {
    try {
      return json.readValue(detail, DETAIL);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("The detail of an audit entry cannot be read", e);
    }
  }
}
