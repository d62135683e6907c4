package dev.steward.monitoring;

import static dev.steward.monitoring.Dimension.AGENT;
import static dev.steward.monitoring.Dimension.DETAIL;
import static dev.steward.monitoring.Dimension.MODEL;
import static dev.steward.monitoring.Dimension.PROCESS;
import static dev.steward.monitoring.Dimension.STEP;
import static dev.steward.monitoring.Dimension.TOOL;
import static dev.steward.monitoring.Dimension.VERSION;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;

/**
 * Where facts come from: a query of raw rows for a period, each with the facts it stands for. What is counted in a period ended in it, so
 * that a fact stays in the hour in which it came to be. Rehearsed diagrams are no facts.
 */
enum Source {
  STARTED(
    Set.of("started"),
    "act_hi_procinst, by start_time_",
    EnumSet.of(PROCESS, VERSION),
    """
    SELECT p.start_time_::timestamptz AS at, d.key_ AS process_key, d.version_ AS version, '' AS step, '' AS agent,
      '' AS tool, '' AS model, '' AS detail, 'started.instances' AS name, 1 AS number, 0::numeric AS amount,
      NULL::numeric AS millis, p.id_ AS instance_id
    FROM act_hi_procinst p JOIN act_re_procdef d ON d.id_ = p.proc_def_id_
    WHERE p.tenant_id_ = '' AND p.start_time_ >= :from::timestamp AND p.start_time_ < :to::timestamp
    """
  ),
  INSTANCES(
    Set.of("instance"),
    "act_hi_procinst, by end_time_",
    EnumSet.of(PROCESS, VERSION),
    """
    SELECT p.end_time_::timestamptz AS at, d.key_ AS process_key, d.version_ AS version, '' AS step, '' AS agent,
      '' AS tool, '' AS model, '' AS detail, f.name, 1 AS number, f.amount::numeric, f.millis::numeric, p.id_ AS instance_id
    FROM act_hi_procinst p JOIN act_re_procdef d ON d.id_ = p.proc_def_id_
    LEFT JOIN workflow_goal g ON g.process_key = d.key_ AND g.version = d.version_
    CROSS JOIN LATERAL (SELECT
      p.delete_reason_ IS NULL AS completed,
      EXISTS (SELECT 1 FROM incident i WHERE i.instance_id = p.id_) AS troubled,
      EXISTS (SELECT 1 FROM review r WHERE r.instance_id = p.id_ AND r.kind IN ('tool-review', 'in-doubt')) AS asked,
      (SELECT coalesce(sum(r.cost_usd), 0) FROM agent_run r WHERE r.instance_id = p.id_) AS cost,
      g.success_variable IS NOT NULL AS aimed,
      EXISTS (SELECT 1 FROM act_hi_varinst v
        WHERE v.proc_inst_id_ = p.id_ AND v.execution_id_ = p.id_ AND v.name_ = g.success_variable AND g.success_value =
          CASE v.var_type_ WHEN 'json' THEN steward_json(v.text_) #>> g.success_path WHEN 'string' THEN v.text_
            WHEN 'boolean' THEN (v.long_ = 1)::text ELSE coalesce(v.long_::text, v.double_::text) END) AS achieved) x
    CROSS JOIN LATERAL (VALUES
      ('instance.ended', true, x.cost, NULL),
      ('instance.completed', x.completed, x.cost, p.duration_),
      ('instance.cancelled', NOT x.completed, x.cost, NULL),
      ('instance.troubled', x.troubled, x.cost, NULL),
      ('instance.asked', x.asked, x.cost, NULL),
      ('instance.aimed', x.aimed, x.cost, NULL),
      ('instance.converted', x.aimed AND x.completed AND x.achieved, x.cost, NULL),
      ('instance.succeeded', x.completed AND (x.achieved OR NOT x.aimed), x.cost, NULL),
      ('instance.compared', x.completed AND g.baseline_minutes IS NOT NULL, g.baseline_minutes - p.duration_ / 60000.0, NULL),
      ('instance.late', x.completed AND p.duration_ > g.baseline_minutes * 60000, 0, NULL)
    ) f (name, applies, amount, millis)
    WHERE p.tenant_id_ = '' AND p.end_time_ >= :from::timestamp AND p.end_time_ < :to::timestamp AND f.applies
    """
  ),
  RUNS(
    Set.of("run"),
    "agent_run, by ended_at",
    EnumSet.of(PROCESS, VERSION, STEP, AGENT, DETAIL),
    """
    SELECT r.ended_at AS at, a.context ->> 'processKey' AS process_key, (a.context ->> 'processVersion')::integer AS version,
      r.activity_id AS step, r.agent, '' AS tool, '' AS model, f.detail, f.name, 1 AS number, r.cost_usd::numeric AS amount,
      f.millis::numeric, r.instance_id
    FROM agent_run r JOIN agent_assignment a ON a.run_id = r.id
    CROSS JOIN LATERAL (VALUES
      ('run.ended', true, '', NULL),
      ('run.completed', r.state = 'completed', '', extract(epoch FROM r.ended_at - r.started_at) * 1000 - r.waited_ms),
      ('run.failed', r.state = 'failed', coalesce(r.error_code, ''), NULL),
      ('run.cancelled', r.state = 'cancelled', '', NULL)
    ) f (name, applies, detail, millis)
    WHERE r.ended_at >= :from AND r.ended_at < :to AND f.applies
      AND coalesce((a.context ->> 'rehearsed')::boolean, false) = false
    """
  ),
  TURNS(
    Set.of("turn", "tokens"),
    "agent_turn, by ended_at",
    EnumSet.of(PROCESS, VERSION, STEP, AGENT, MODEL, DETAIL),
    """
    SELECT t.ended_at AS at, a.context ->> 'processKey' AS process_key, (a.context ->> 'processVersion')::integer AS version,
      r.activity_id AS step, r.agent, '' AS tool, t.model, f.detail, f.name, f.number::bigint, t.cost_usd::numeric AS amount,
      f.millis::numeric, r.instance_id
    FROM agent_turn t JOIN agent_run r ON r.id = t.run_id JOIN agent_assignment a ON a.run_id = t.run_id
    CROSS JOIN LATERAL (VALUES
      ('turn.ended', true, '', 1, NULL),
      ('turn.answered', t.state = 'answered', '', 1, extract(epoch FROM t.ended_at - t.started_at) * 1000),
      ('turn.failed', t.state = 'failed', coalesce(t.fault, ''), 1, NULL),
      ('turn.retried', t.attempt > 1, '', 1, NULL),
      ('turn.rehearsed', t.rehearsal, '', 1, NULL),
      ('tokens.in', t.tokens_in > 0, '', t.tokens_in, NULL),
      ('tokens.out', t.tokens_out > 0, '', t.tokens_out, NULL)
    ) f (name, applies, detail, number, millis)
    WHERE t.ended_at >= :from AND t.ended_at < :to AND f.applies
      AND coalesce((a.context ->> 'rehearsed')::boolean, false) = false
    """
  ),
  CALLS(
    Set.of("call"),
    "tool_call, by settled_at",
    EnumSet.of(PROCESS, VERSION, STEP, AGENT, TOOL, DETAIL),
    """
    SELECT c.settled_at AS at, w.context ->> 'processKey' AS process_key, (w.context ->> 'processVersion')::integer AS version,
      w.context ->> 'activityId' AS step, w.agent, c.tool, '' AS model, f.detail, f.name, 1 AS number, 0::numeric AS amount,
      f.millis::numeric, c.instance_id
    FROM tool_call c
    CROSS JOIN LATERAL (
      SELECT a.context, r.agent FROM agent_run r JOIN agent_assignment a ON a.run_id = r.id WHERE r.id = c.work_id
      UNION ALL SELECT t.context, '' FROM tool_task t WHERE t.id = c.work_id) w
    CROSS JOIN LATERAL (SELECT
      CASE WHEN c.state IN ('failed', 'refused') THEN coalesce(c.result #>> '{error,code}', '') ELSE '' END AS code,
      CASE WHEN c.started_at IS NOT NULL THEN extract(epoch FROM c.settled_at - c.started_at) * 1000 END AS took) x
    CROSS JOIN LATERAL (VALUES
      ('call.settled', true, '', NULL),
      ('call.made', c.state IN ('succeeded', 'failed', 'unknown'), '', NULL),
      ('call.succeeded', c.state = 'succeeded', '', x.took),
      ('call.failed', c.state = 'failed', x.code, x.took),
      ('call.unknown', c.state = 'unknown', '', NULL),
      ('call.retried', c.attempts > 1, '', NULL),
      ('call.refused', c.state = 'refused' AND x.code NOT IN ('rejected', 'taken-over'), x.code, NULL),
      ('call.unauthorised', c.state = 'refused' AND x.code IN
        ('permission-missing', 'record-out-of-bounds', 'tool-not-offered', 'tool-forbidden', 'unknown-tool'), x.code, NULL),
      ('call.denied', c.state = 'refused' AND x.code = 'policy-denied', '', NULL),
      ('call.undone', c.state = 'succeeded' AND c.tool IN (
        SELECT v.body ->> 'compensation' FROM tool_version v WHERE v.body ->> 'compensation' IS NOT NULL), '', NULL)
    ) f (name, applies, detail, millis)
    WHERE c.settled_at >= :from AND c.settled_at < :to AND f.applies
      AND coalesce((w.context ->> 'rehearsed')::boolean, false) = false
    """
  ),
  REVIEWS(
    Set.of("review", "sample"),
    "review, by decided_at",
    EnumSet.of(PROCESS, VERSION, STEP, AGENT, TOOL),
    """
    SELECT v.decided_at AS at, w.context ->> 'processKey' AS process_key, (w.context ->> 'processVersion')::integer AS version,
      v.activity_id AS step, coalesce(v.agent, '') AS agent, v.tool, '' AS model, '' AS detail, f.name, 1 AS number,
      0::numeric AS amount, f.millis::numeric, v.instance_id
    FROM review v
    CROSS JOIN LATERAL (
      SELECT a.context FROM agent_assignment a WHERE a.run_id = v.work_id
      UNION ALL SELECT t.context FROM tool_task t WHERE t.id = v.work_id) w
    CROSS JOIN LATERAL (SELECT v.kind = 'tool-review' AS asked, v.kind = 'sample-audit' AS sampled,
      v.state IN ('approved', 'edited', 'consumed') AS let, v.state = 'edited' OR v.effective_digest <> v.digest AS changed,
      extract(epoch FROM v.decided_at - v.requested_at) * 1000 AS took) x
    CROSS JOIN LATERAL (VALUES
      ('review.decided', x.asked, x.took),
      ('review.approved', x.asked AND x.let AND NOT coalesce(x.changed, false), NULL),
      ('review.edited', x.asked AND x.let AND coalesce(x.changed, false), NULL),
      ('review.rejected', x.asked AND v.state = 'rejected', NULL),
      ('review.taken', x.asked AND v.state = 'taken_over', NULL),
      ('review.hasty', x.asked AND x.took < 3000, NULL),
      ('sample.judged', x.sampled AND v.state IN ('correct', 'flawed', 'wrong'), NULL),
      ('sample.correct', x.sampled AND v.state = 'correct', NULL),
      ('sample.wrong', x.sampled AND v.state = 'wrong', NULL)
    ) f (name, applies, millis)
    WHERE v.decided_at >= :from AND v.decided_at < :to AND f.applies
      AND coalesce((w.context ->> 'rehearsed')::boolean, false) = false
      AND NOT EXISTS (SELECT 1 FROM budget_request b WHERE b.review_id = v.id)
    """
  ),
  LABELS(
    Set.of("label"),
    "outcome_label, by judged_at",
    EnumSet.of(PROCESS, VERSION, STEP, AGENT),
    """
    SELECT o.judged_at AS at, o.process_key, o.version, o.step, o.agent, '' AS tool, '' AS model, '' AS detail, f.name,
      1 AS number, 0::numeric AS amount, NULL::numeric AS millis, o.instance_id
    FROM outcome_label o
    CROSS JOIN LATERAL (VALUES
      ('label.' || o.kind, true), ('label.' || o.kind || '.correct', o.correct)) f (name, applies)
    WHERE o.judged_at >= :from AND o.judged_at < :to AND f.applies
    """
  ),
  INCIDENTS(
    Set.of("incident"),
    "incident, by opened_at",
    EnumSet.of(PROCESS, STEP, DETAIL),
    """
    SELECT i.opened_at AS at, i.process_key, 0 AS version, coalesce(i.activity_id, '') AS step, '' AS agent, '' AS tool,
      '' AS model, coalesce(i.code, i.kind) AS detail, 'incident.opened' AS name, 1 AS number, 0::numeric AS amount,
      NULL::numeric AS millis, i.instance_id
    FROM incident i
    WHERE i.opened_at >= :from AND i.opened_at < :to AND NOT EXISTS (
      SELECT 1 FROM act_hi_procinst p WHERE p.id_ = i.instance_id AND p.tenant_id_ <> '')
    """
  ),
  RULES(
    Set.of("rule"),
    "audit_entry of the type tool.decided in the state denied",
    EnumSet.of(PROCESS, STEP, AGENT, TOOL, DETAIL),
    """
    SELECT e.at, coalesce(e.process_key, '') AS process_key, 0 AS version, coalesce(e.activity_id, '') AS step,
      CASE WHEN e.actor LIKE 'agent:%' THEN substr(e.actor, 7) ELSE '' END AS agent, coalesce(e.detail ->> 'tool', '') AS tool,
      '' AS model, concat_ws('/', rule ->> 'table', coalesce(rule ->> 'id', rule #>> '{}')) AS detail,
      'rule.denied' AS name, 1 AS number, 0::numeric AS amount, NULL::numeric AS millis, e.instance_id
    FROM audit_entry e CROSS JOIN LATERAL jsonb_array_elements(e.detail -> 'rules') rule
    WHERE e.at >= :from AND e.at < :to AND e.type = 'tool.decided' AND e.state = 'denied'
      AND NOT EXISTS (SELECT 1 FROM agent_assignment a
        WHERE a.run_id = (e.detail ->> 'workId')::uuid AND (a.context ->> 'rehearsed')::boolean)
    """
  ),
  ACCESS(
    Set.of("access"),
    "audit_entry of the types access.refused and sign-in.failed",
    EnumSet.noneOf(Dimension.class),
    """
    SELECT e.at, '' AS process_key, 0 AS version, '' AS step, '' AS agent, '' AS tool, '' AS model, '' AS detail,
      CASE e.type WHEN 'access.refused' THEN 'access.refused' ELSE 'access.failed' END AS name, 1 AS number,
      0::numeric AS amount, NULL::numeric AS millis, NULL AS instance_id
    FROM audit_entry e WHERE e.at >= :from AND e.at < :to AND e.type IN ('access.refused', 'sign-in.failed')
    """
  );

  private final Set<String> prefixes;
  private final String rows;
  private final Set<Dimension> dimensions;
  private final String sql;

  Source(Set<String> prefixes, String rows, Set<Dimension> dimensions, String sql) {
    this.prefixes = prefixes;
    this.rows = rows;
    this.dimensions = Set.copyOf(dimensions);
    this.sql = sql;
  }

  /** @param fact a name such as {@code call.failed} */
  static Source of(String fact) {
    var prefix = fact.substring(0, fact.indexOf('.'));
    return Arrays.stream(values())
      .filter(source -> source.prefixes.contains(prefix))
      .findFirst()
      .orElseThrow(() -> new IllegalArgumentException("No source has facts such as " + fact));
  }

  /** In which table the rows are, for people. */
  String rows() {
    return rows;
  }

  /** By which its facts can be told apart. */
  Set<Dimension> dimensions() {
    return dimensions;
  }

  /** Facts of the period from {@code :from} to {@code :to}, one a row. */
  String sql() {
    return sql;
  }
}
