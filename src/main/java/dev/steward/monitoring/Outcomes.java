package dev.steward.monitoring;

import dev.steward.audit.AuditEntry;
import dev.steward.audit.AuditTrail;
import dev.steward.identity.Actor;
import dev.steward.problem.ProblemException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What people and applications say about what agents made of instances. */
@Component
class Outcomes {

  private final JdbcClient jdbc;
  private final AuditTrail trail;
  private final Clock clock;

  Outcomes(JdbcClient jdbc, AuditTrail trail, Clock clock) {
    this.jdbc = jdbc;
    this.trail = trail;
    this.clock = clock;
  }

  private record Instance(String key, int version, String tenant) {}

  /** @throws ProblemException 409 for an instance of a rehearsal */
  @Transactional
  void label(String instanceId, OutcomeController.Label label, Actor actor) {
    var instance = jdbc
      .sql(
        """
        SELECT d.key_ AS key, d.version_ AS version, p.tenant_id_ AS tenant
        FROM act_hi_procinst p JOIN act_re_procdef d ON d.id_ = p.proc_def_id_ WHERE p.id_ = :id
        """
      )
      .param("id", instanceId)
      .query(Instance.class)
      .single();
    if (!instance.tenant().isEmpty()) {
      throw ProblemException.conflict("not-in-rehearsal", "A rehearsal has no outcome");
    }
    recountEarlier(instanceId, label);
    jdbc
      .sql(
        """
        INSERT INTO outcome_label (instance_id, kind, label, process_key, version, step, agent, correct, comment, judged_by, judged_at)
        VALUES (:id, :kind, :label, :key, :version, :step, :agent, :correct, :comment, :by, :now)
        ON CONFLICT (instance_id, kind, label) DO UPDATE SET step = excluded.step, agent = excluded.agent,
          correct = excluded.correct, comment = excluded.comment, judged_by = excluded.judged_by, judged_at = excluded.judged_at
        """
      )
      .param("id", instanceId)
      .param("kind", label.of().id())
      .param("label", label.label())
      .param("key", instance.key())
      .param("version", instance.version())
      .param("step", label.activityId() == null ? "" : label.activityId())
      .param("agent", agent(instanceId, label.activityId()))
      .param("correct", label.correct())
      .param("comment", label.comment())
      .param("by", actor.name())
      .param("now", Timestamp.from(clock.instant()))
      .update();
    record(instanceId, instance.key(), label, actor);
  }

  /**
   * The judgement that this one replaces leaves the hour it was counted in. Out of an older hour it is not taken: other rows behind that
   * may have been cleared away.
   */
  private void recountEarlier(String instanceId, OutcomeController.Label label) {
    jdbc
      .sql(
        """
        DELETE FROM measured_hour WHERE starts = (
          SELECT date_trunc('hour', judged_at) FROM outcome_label
          WHERE instance_id = :id AND kind = :kind AND label = :label AND judged_at > :repeated)
        """
      )
      .param("id", instanceId)
      .param("kind", label.of().id())
      .param("label", label.label())
      .param("repeated", Timestamp.from(clock.instant().minus(Rollup.REPEATED)))
      .update();
  }

  private String agent(String instanceId, @Nullable String activityId) {
    return jdbc
      .sql(
        """
        SELECT agent FROM agent_run WHERE instance_id = :id AND activity_id = :activity
        ORDER BY created_at DESC, id LIMIT 1
        """
      )
      .param("id", instanceId)
      .param("activity", activityId)
      .query(String.class)
      .optional()
      .orElse("");
  }

  private void record(
    String instanceId,
    String processKey,
    OutcomeController.Label label,
    Actor actor
  ) {
    var detail = new LinkedHashMap<String, @Nullable Object>();
    detail.put("of", label.of().id());
    detail.put("label", label.label());
    detail.put("correct", label.correct());
    detail.put("comment", label.comment());
    trail.record(
      new AuditEntry(
        "outcome.labelled",
        actor.name(),
        null,
        processKey,
        instanceId,
        label.activityId(),
        label.correct() ? "correct" : "wrong",
        "Said that %s was %s".formatted(label.label(), label.correct() ? "right" : "wrong"),
        detail
      )
    );
  }
}
