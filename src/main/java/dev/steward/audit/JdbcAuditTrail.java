package dev.steward.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

@Repository
class JdbcAuditTrail implements AuditTrail {

  private static final String INSERT = """
  INSERT INTO audit_entry
      (at, type, actor, on_behalf_of, process_key, instance_id, activity_id, state, title, detail)
  VALUES
      (:at, :type, :actor, :onBehalfOf, :processKey, :instanceId, :activityId, :state, :title,
       :detail::jsonb)
  """;

  private final JdbcClient jdbc;
  private final ObjectMapper json;
  private final Clock clock;

  JdbcAuditTrail(JdbcClient jdbc, ObjectMapper json, Clock clock) {
    this.jdbc = jdbc;
    this.json = json;
    this.clock = clock;
  }

  @Override
  @Transactional(propagation = Propagation.MANDATORY)
  public void record(AuditEntry entry) {
    jdbc
      .sql(INSERT)
      .param("at", clock.instant().atOffset(ZoneOffset.UTC))
      .param("type", entry.type())
      .param("actor", entry.actor())
      .param("onBehalfOf", entry.onBehalfOf())
      .param("processKey", entry.processKey())
      .param("instanceId", entry.instanceId())
      .param("activityId", entry.activityId())
      .param("state", entry.state())
      .param("title", withoutNul(entry.title()))
      .param("detail", write(entry.detail()))
      .update();
  }

  private String write(Map<String, ?> detail) {
    try {
      // jsonb refuses U+0000, which a model or a web page may well contain; losing the entry, and
      // with it
      // the caller's transaction, would be worse than losing the character.
      return json.writeValueAsString(detail).replace("\\u0000", "\\ufffd");
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("The detail of an audit entry cannot be written", e);
    }
  }

  private static String withoutNul(String text) {
    return text.replace('\0', '\ufffd');
  }
}
