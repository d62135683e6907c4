package dev.steward.monitoring;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.steward.json.CanonicalJson;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Writes history and journal as the engine and agents leave them behind. Times are of 5 January 2026, in UTC. */
record MeasuredRows(JdbcClient jdbc, String processKey) {
  private static final String DAY = "2026-01-05T";

  static UUID id(String name) {
    return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
  }

  MeasuredRows instance(String id, String from, String to, boolean cancelled, String tenant) {
    run(
      """
      INSERT INTO act_hi_procinst (id_, rev_, proc_inst_id_, business_key_, proc_def_id_, start_time_, end_time_, duration_,
        delete_reason_, tenant_id_)
      SELECT :id, 1, :id, 'KEY-' || :id, d.id_, :from::timestamptz::timestamp, :to::timestamptz::timestamp,
        extract(epoch FROM :to::timestamptz - :from::timestamptz) * 1000, :reason, :tenant
      FROM act_re_procdef d WHERE d.key_ = :key AND d.tenant_id_ = ''
      """,
      Map.of("id", id, "from", DAY + from, "to", DAY + to, "tenant", tenant, "key", processKey),
      "reason",
      cancelled ? "No longer needed" : null
    );
    return this;
  }

  MeasuredRows outcome(String instance, String outcome) {
    run(
      """
      INSERT INTO act_hi_varinst (id_, rev_, proc_inst_id_, execution_id_, name_, var_type_, text_, create_time_)
      VALUES (gen_random_uuid()::text, 1, :id, :id, 'lead', 'json', :json, now()::timestamp)
      """,
      Map.of("id", instance, "json", "{\"outcome\":\"" + outcome + "\"}"),
      "unused",
      null
    );
    return this;
  }

  MeasuredRows run(
    String id,
    String instance,
    String state,
    String from,
    String to,
    int waitedMs,
    String cost,
    boolean rehearsed
  ) {
    run(
      """
      INSERT INTO agent_run (id, agent, agent_version, instance_id, execution_id, activity_id, state, cost_usd, error_code,
        created_at, started_at, ended_at, waited_ms)
      VALUES (:id, 'researcher', 'v', :instance, 'e', 'research', :state, :cost::numeric, :error,
        :from::timestamptz, :from::timestamptz, :to::timestamptz, :waited)
      """,
      Map.of(
        "id",
        id(id),
        "instance",
        instance,
        "state",
        state,
        "cost",
        cost,
        "from",
        DAY + from,
        "to",
        DAY + to,
        "waited",
        waitedMs
      ),
      "error",
      state.equals("failed") ? "AGENT_FAILED" : null
    );
    run(
      """
      INSERT INTO agent_assignment (run_id, context, goal, inputs, tools, prompt, task)
      VALUES (:id, :context::jsonb, '', '{}', '[]', '', '')
      """,
      Map.of("id", id(id), "context", context("research", rehearsed)),
      "unused",
      null
    );
    return this;
  }

  MeasuredRows toolTask(String id) {
    run(
      "INSERT INTO tool_task (id, execution_id, context, created_at) VALUES (:id, 'e', :context::jsonb, now())",
      Map.of("id", id(id), "context", context("file", false)),
      "unused",
      null
    );
    return this;
  }

  private String context(String activity, boolean rehearsed) {
    return """
    {"processKey": "%s", "processVersion": 1, "activityId": "%s", "rehearsed": %s}""".formatted(
      processKey,
      activity,
      rehearsed
    );
  }

  MeasuredRows turn(
    String run,
    int attempt,
    String state,
    String from,
    String to,
    String cost,
    boolean rehearsal
  ) {
    run(
      """
      INSERT INTO agent_turn (run_id, number, attempt, model, rehearsal, state, tokens_in, tokens_out, cost_usd, fault,
        started_at, ended_at)
      VALUES (:run, 1, :attempt, :model, :rehearsal, :state, 100, 10, :cost::numeric, :fault,
        :from::timestamptz, :to::timestamptz)
      """,
      Map.of(
        "run",
        id(run),
        "attempt",
        attempt,
        "model",
        attempt == 1 ? "long" : "short",
        "rehearsal",
        rehearsal,
        "state",
        state,
        "cost",
        cost,
        "from",
        DAY + from,
        "to",
        DAY + to
      ),
      "fault",
      state.equals("failed") ? "timeout" : null
    );
    return this;
  }

  /** @param code of the error or refusal; null for a call that succeeded */
  MeasuredRows call(
    String work,
    int ordinal,
    String tool,
    String state,
    @Nullable String code,
    int attempts,
    String to,
    int tookMs
  ) {
    run(
      """
      INSERT INTO tool_call (id, work_id, instance_id, turn, ordinal, tool, arguments, idempotency_key, state, attempts, result,
        proposed_at, started_at, settled_at)
      VALUES (gen_random_uuid(), :work, 'any', 1, :ordinal, :tool, '{}', 'k', :state, :attempts, :result::json,
        :to::timestamptz, CASE WHEN :took > 0 THEN :to::timestamptz - make_interval(secs => :took / 1000.0) END,
        :to::timestamptz)
      """,
      Map.of(
        "work",
        id(work),
        "ordinal",
        ordinal,
        "tool",
        tool,
        "state",
        state,
        "attempts",
        attempts,
        "to",
        DAY + to,
        "took",
        tookMs
      ),
      "result",
      code == null ? "{}" : "{\"error\":{\"code\":\"%s\"}}".formatted(code)
    );
    return this;
  }

  MeasuredRows review(
    String work,
    String instance,
    String kind,
    String state,
    boolean edited,
    String from,
    String to
  ) {
    var digest = CanonicalJson.sha256(JsonNodeFactory.instance.objectNode());
    run(
      """
      INSERT INTO review (id, kind, work_id, instance_id, activity_id, tool, tool_version, tool_description, arguments,
        arguments_schema, digest, agent, rules, labels, reversible, risk, audience, rehearsal, reviewers, requested_at, state,
        decided_by, decided_at, effective_digest)
      VALUES (gen_random_uuid(), :kind, :work, :instance, 'research', 'crm.write', 'v', '', '{}', '{}', :digest, 'researcher',
        '[]', '[]', true, 'record-enrichment', 'internal', false, 'sales', :from::timestamptz, :state, 'approver',
        :to::timestamptz, :effective)
      """,
      Map.of(
        "kind",
        kind,
        "work",
        id(work),
        "instance",
        instance,
        "digest",
        digest,
        "from",
        DAY + from,
        "to",
        DAY + to,
        "state",
        state
      ),
      "effective",
      edited ? "another" : digest
    );
    return this;
  }

  MeasuredRows incident(String instance, String at) {
    run(
      """
      INSERT INTO incident (id, process_key, instance_id, activity_id, kind, code, reason, opened_at)
      VALUES (gen_random_uuid()::text, :key, :instance, 'research', 'run-failed', 'AGENT_FAILED', 'A test', :at::timestamptz)
      """,
      Map.of("key", processKey, "instance", instance, "at", DAY + at),
      "unused",
      null
    );
    return this;
  }

  private void run(String sql, Map<String, ?> parameters, String nullable, @Nullable String value) {
    jdbc.sql(sql).params(parameters).param(nullable, value).update();
  }
}
