package dev.steward.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.steward.journal.GroupCommit;
import dev.steward.journal.Step;
import dev.steward.journal.Write;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Map;
import org.slf4j.MDC;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

@Repository
class JdbcAuditTrail implements AuditTrail {

  private static final String INSERT = """
  INSERT INTO audit_entry
      (at, type, actor, on_behalf_of, process_key, instance_id, activity_id, state, title, detail,
       trace_id)
  VALUES
      (:at, :type, :actor, :onBehalfOf, :processKey, :instanceId, :activityId, :state, :title,
       :detail::jsonb, :traceId)
  """;

  private final GroupCommit journal;
  private final ObjectMapper json;
  private final Clock clock;

  JdbcAuditTrail(GroupCommit journal, ObjectMapper json, Clock clock) {
    this.journal = journal;
    this.json = json;
    this.clock = clock;
  }

  @Override
  public Write entry(AuditEntry entry) {
    return Write.of(INSERT)
      .with("at", clock.instant().atOffset(ZoneOffset.UTC))
      .with("type", entry.type())
      .with("actor", entry.actor())
      .with("onBehalfOf", entry.onBehalfOf())
      .with("processKey", entry.processKey())
      .with("instanceId", entry.instanceId())
      .with("activityId", entry.activityId())
      .with("state", entry.state())
      .with("title", withoutNul(entry.title()))
      .with("detail", write(entry.detail()))
      .with("traceId", MDC.get("traceId"));
  }

  @Override
  @Transactional(propagation = Propagation.MANDATORY)
  public void record(AuditEntry entry) {
    journal.join(new Step().write(entry(entry)));
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
