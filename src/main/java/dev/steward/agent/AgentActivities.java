package dev.steward.agent;

import dev.steward.process.spi.ActivityUse;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.HashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What agents have cost at the activities of a process, and which tools they have called. */
@Component
class AgentActivities implements ActivityUse {

  private static final String USES = """
  WITH work AS MATERIALIZED (
    SELECT w.id, w.cost_usd FROM agent_run w
    WHERE w.created_at >= :from AND w.created_at < :to ORDER BY w.created_at DESC, w.id DESC LIMIT :limit)
  SELECT a.context ->> 'activityId' AS activity, sum(work.cost_usd) AS cost,
    sum((SELECT count(*) FROM tool_call c WHERE c.work_id = work.id))::bigint AS calls,
    (SELECT count(*) FROM work) AS considered
  FROM work JOIN agent_assignment a ON a.run_id = work.id
  WHERE a.context ->> 'processKey' = :process
    AND (:version::integer IS NULL OR (a.context ->> 'processVersion')::integer = :version)
    AND coalesce((a.context ->> 'rehearsed')::boolean, false) = false
  GROUP BY 1
  """;

  private final JdbcClient jdbc;

  AgentActivities(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public Uses of(String processKey, @Nullable Integer version, Instant from, Instant to) {
    var uses = new HashMap<String, Use>();
    var more = new boolean[1];
    jdbc
      .sql(USES)
      .param("process", processKey)
      .param("version", version)
      .param("from", Timestamp.from(from))
      .param("to", Timestamp.from(to))
      .param("limit", MOST + 1)
      .query(row -> {
        uses.put(
          row.getString("activity"),
          new Use(row.getBigDecimal("cost"), row.getLong("calls"))
        );
        more[0] = row.getLong("considered") > MOST;
      });
    return new Uses(uses, more[0]);
  }
}
