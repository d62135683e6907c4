package dev.steward.monitoring;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Which rows the figures no longer need, for those who clear them away. */
@Component
public class FinalFigures {

  private final JdbcClient jdbc;
  private final Clock clock;

  FinalFigures(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /** What happened before is added up and will not be again, whatever becomes of its rows. */
  public Instant before() {
    var repeated = clock.instant().minus(Rollup.REPEATED).minus(Rollup.SETTLING);
    return jdbc
      .sql(
        """
        SELECT least(:repeated::timestamptz, (
          SELECT min(h) FROM generate_series(%s, :repeated::timestamptz, interval '1 hour') h
          LEFT JOIN measured_hour m ON m.starts = h
          WHERE m.starts IS NULL OR m.computed_at < h + make_interval(secs => :settling)))
        """.formatted(Rollup.EARLIEST)
      )
      .param("repeated", Timestamp.from(repeated))
      .param("settling", Rollup.SETTLING.plusHours(1).toSeconds())
      .query((row, number) -> row.getTimestamp(1).toInstant())
      .single();
  }
}
