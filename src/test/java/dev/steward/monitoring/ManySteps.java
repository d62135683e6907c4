package dev.steward.monitoring;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * Journals of finished instances in any number over the last 30 days, ten steps each: five model calls and four tool calls of one of
 * 15 agents, and the run itself. Times are spread as such times are: most short, few very long.
 */
public final class ManySteps {

  public static final int STEPS_EACH = 10;

  // By hash, so that each is drawn for itself and the same in every run.
  private static final String DRAWN = "(abs(hashint8extended(n, %d)) %% 10000 / 10000.0)";

  private ManySteps() {}

  public static void write(Connection connection, int instances) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(
        """
        CREATE TEMPORARY TABLE many AS
        SELECT n, md5('run' || n)::uuid AS run, md5('instance' || n)::uuid::text AS instance, d.id_ AS definition, d.key_ AS key,
          d.version_ AS version, 'step-' || n %% 3 AS step, 'agent-' || n %% 15 AS agent,
          date_trunc('hour', now()) - interval '1 minute' - %s * interval '29 days' AS ended,
          exp(%s * 6) * interval '1 second' AS took
        FROM generate_series(1, %d) n
        JOIN (SELECT *, row_number() OVER (ORDER BY id_) - 1 AS place, count(*) OVER () AS all_of_them FROM act_re_procdef WHERE tenant_id_ = '') d
          ON d.place = n %% d.all_of_them
        """.formatted(DRAWN.formatted(1), DRAWN.formatted(2), instances)
      );
      statement.execute(
        """
        INSERT INTO act_hi_procinst (id_, rev_, proc_inst_id_, proc_def_id_, start_time_, end_time_, duration_, tenant_id_)
        SELECT instance, 1, instance, definition, (ended - took)::timestamp, ended::timestamp, extract(epoch FROM took) * 1000, ''
        FROM many
        """
      );
      statement.execute(
        """
        INSERT INTO agent_run (id, agent, agent_version, instance_id, execution_id, activity_id, state, cost_usd, error_code,
          created_at, started_at, ended_at, waited_ms)
        SELECT run, agent, 'v', instance, 'e', step, CASE WHEN n % 50 = 0 THEN 'failed' ELSE 'completed' END, 0.01,
          CASE WHEN n % 50 = 0 THEN 'AGENT_FAILED' END, ended - took, ended - took, ended, 0 FROM many ORDER BY ended
        """
      );
      statement.execute(
        """
        INSERT INTO agent_assignment (run_id, context, goal, inputs, tools, prompt, task)
        SELECT run, jsonb_build_object('processKey', key, 'processVersion', version, 'activityId', step), '', '{}', '[]', '', ''
        FROM many
        """
      );
      statement.execute(
        """
        INSERT INTO agent_turn (run_id, number, attempt, model, rehearsal, state, tokens_in, tokens_out, cost_usd, started_at, ended_at)
        SELECT run, turn, 1, (ARRAY['short', 'long', 'research'])[1 + n %% 3], false, 'answered', 1000, 200, 0.002,
          ended - exp(%s * 4) * interval '300 milliseconds', ended FROM many, generate_series(1, 5) turn ORDER BY ended
        """.formatted(DRAWN.formatted(3))
      );
      statement.execute(
        """
        INSERT INTO tool_call (id, work_id, instance_id, turn, ordinal, tool, arguments, idempotency_key, state, attempts, result,
          proposed_at, started_at, settled_at)
        SELECT gen_random_uuid(), run, instance, turn, 1, 'tool-' || (n + turn) %% 20, '{}', 'k',
          CASE WHEN n %% 40 = turn THEN 'failed' ELSE 'succeeded' END, 1,
          CASE WHEN n %% 40 = turn THEN '{"error":{"code":"unavailable"}}' ELSE '{}' END::json,
          ended, ended - exp(%s * 5) * interval '20 milliseconds', ended FROM many, generate_series(1, 4) turn ORDER BY ended
        """.formatted(DRAWN.formatted(4))
      );
      statement.execute("DROP TABLE many");
      statement.execute("ANALYZE");
    }
  }
}
