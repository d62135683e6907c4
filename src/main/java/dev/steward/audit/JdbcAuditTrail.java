package dev.steward.audit;

import dev.steward.journal.GroupCommit;
import dev.steward.journal.Step;
import dev.steward.journal.Write;
import java.time.Clock;
import java.time.ZoneOffset;
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

  // One statement, as it is written once for each instance.
  private static final String INSERT_WITH_KEY =
    "WITH made AS (INSERT INTO audit_instance_key (instance_id, wrapped, wrapped_by) VALUES (:instanceId, :wrapped, :wrappedBy))\n" +
    INSERT;

  private final GroupCommit journal;
  private final Payloads payloads;
  private final InstanceKeys keys;
  private final Clock clock;

  JdbcAuditTrail(GroupCommit journal, Payloads payloads, InstanceKeys keys, Clock clock) {
    this.journal = journal;
    this.payloads = payloads;
    this.keys = keys;
    this.clock = clock;
  }

  @Override
  public Write entry(AuditEntry entry) {
    var written = payloads.seal(entry);
    var write = Write.of(written.made() == null ? INSERT : INSERT_WITH_KEY)
      .with("at", clock.instant().atOffset(ZoneOffset.UTC))
      .with("type", entry.type())
      .with("actor", entry.actor())
      .with("onBehalfOf", entry.onBehalfOf())
      .with("processKey", entry.processKey())
      .with("instanceId", entry.instanceId())
      .with("activityId", entry.activityId())
      .with("state", entry.state())
      .with("title", written.title())
      .with("detail", written.detail())
      .with("traceId", MDC.get("traceId"));
    return written.made() == null
      ? write
      : write.with("wrapped", written.made()).with("wrappedBy", keys.wrappedBy());
  }

  @Override
  @Transactional(propagation = Propagation.MANDATORY)
  public void record(AuditEntry entry) {
    journal.join(new Step().write(entry(entry)));
  }
}
