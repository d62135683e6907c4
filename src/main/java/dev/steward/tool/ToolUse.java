package dev.steward.tool;

import io.swagger.v3.oas.annotations.media.Schema;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** How tools were used lately, out of the journal of calls. */
@Component
class ToolUse {

  private static final Duration LATELY = Duration.ofHours(24);

  private final JdbcClient jdbc;
  private final Clock clock;

  ToolUse(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /**
   * The last 24 hours of a tool.
   *
   * @param calls asked for by agents and processes
   * @param refused never sent
   * @param open not settled yet
   * @param p50Ms from the first attempt to the answer, waits between attempts included; null without any answer
   */
  @Schema(name = "ToolUse")
  record Lately(
    long calls,
    long succeeded,
    long failed,
    long refused,
    long unknown,
    long open,
    @Nullable Double p50Ms,
    @Nullable Double p95Ms
  ) {
    static final Lately NONE = new Lately(0, 0, 0, 0, 0, 0, null, null);
  }

  Map<String, Lately> lately() {
    record Row(String tool, Lately use) {}
    return jdbc
      .sql(
        """
        SELECT tool, count(*) AS calls,
          count(*) FILTER (WHERE state = 'succeeded') AS succeeded,
          count(*) FILTER (WHERE state = 'failed') AS failed,
          count(*) FILTER (WHERE state = 'refused') AS refused,
          count(*) FILTER (WHERE state = 'unknown') AS unknown,
          count(*) FILTER (WHERE settled_at IS NULL) AS open,
          percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM settled_at - started_at) * 1000)
            FILTER (WHERE state IN ('succeeded', 'failed')) AS p50,
          percentile_cont(0.95) WITHIN GROUP (ORDER BY extract(epoch FROM settled_at - started_at) * 1000)
            FILTER (WHERE state IN ('succeeded', 'failed')) AS p95
        FROM tool_call WHERE proposed_at > :since GROUP BY tool
        """
      )
      .param("since", Timestamp.from(clock.instant().minus(LATELY)))
      .query((row, number) ->
        new Row(
          row.getString("tool"),
          new Lately(
            row.getLong("calls"),
            row.getLong("succeeded"),
            row.getLong("failed"),
            row.getLong("refused"),
            row.getLong("unknown"),
            row.getLong("open"),
            row.getObject("p50", Double.class),
            row.getObject("p95", Double.class)
          )
        )
      )
      .list()
      .stream()
      .collect(Collectors.toMap(Row::tool, Row::use));
  }
}
