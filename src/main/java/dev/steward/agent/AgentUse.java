package dev.steward.agent;

import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigDecimal;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** How agents did lately, out of the journal of runs. */
@Component
class AgentUse {

  private static final Duration LATELY = Duration.ofHours(24);

  private final JdbcClient jdbc;
  private final Clock clock;

  AgentUse(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /**
   * The last 24 hours of an agent.
   *
   * @param runs begun in that time
   * @param open not ended yet
   * @param p50Ms of completed runs, the waits for people included; null without any
   */
  @Schema(name = "AgentUse")
  record Lately(
    long runs,
    long completed,
    long failed,
    long open,
    BigDecimal costUsd,
    long tokens,
    @Nullable Double p50Ms
  ) {
    static final Lately NONE = new Lately(0, 0, 0, 0, BigDecimal.ZERO, 0, null);
  }

  Map<String, Lately> lately() {
    record Row(String agent, Lately use) {}
    return jdbc
      .sql(
        """
        SELECT agent, count(*) AS runs,
          count(*) FILTER (WHERE state = 'completed') AS completed,
          count(*) FILTER (WHERE state = 'failed') AS failed,
          count(*) FILTER (WHERE ended_at IS NULL) AS open,
          sum(cost_usd) AS cost, sum(tokens_in + tokens_out) AS tokens,
          percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM ended_at - started_at) * 1000)
            FILTER (WHERE state = 'completed') AS p50
        FROM agent_run WHERE created_at > :since GROUP BY agent
        """
      )
      .param("since", Timestamp.from(clock.instant().minus(LATELY)))
      .query((row, number) ->
        new Row(
          row.getString("agent"),
          new Lately(
            row.getLong("runs"),
            row.getLong("completed"),
            row.getLong("failed"),
            row.getLong("open"),
            row.getBigDecimal("cost"),
            row.getLong("tokens"),
            row.getObject("p50", Double.class)
          )
        )
      )
      .list()
      .stream()
      .collect(Collectors.toMap(Row::agent, Row::use));
  }
}
