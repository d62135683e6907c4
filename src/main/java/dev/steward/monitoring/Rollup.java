package dev.steward.monitoring;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Adds each hour up once it has begun, again until it is well over, and now and then after that, since an operator's retry takes back
 * that a run had failed. Each hour is replaced in a transaction of its own: to add one up twice changes nothing, and a crash leaves
 * the hour as it was.
 */
@Component
class Rollup {

  private static final Logger log = LoggerFactory.getLogger(Rollup.class);

  /** What is committed later than this after it happened is noticed when its hour comes round again. */
  private static final Duration SETTLING = Duration.ofHours(2);

  /** Older hours are left as they are: the rows behind them may have been cleared away. */
  private static final Duration REPEATED = Duration.ofDays(35);

  private static final int HOURS_A_PASS = 500;

  /** When the first of all instances started, or the trail begins. */
  static final String EARLIEST = """
  date_trunc('hour', least((SELECT at FROM audit_entry ORDER BY id LIMIT 1),
    (SELECT start_time_ FROM act_hi_procinst WHERE tenant_id_ = '' ORDER BY start_time_ LIMIT 1)::timestamptz))""";

  private static final String FACTS = Arrays.stream(Source.values())
    .map(Source::sql)
    .collect(Collectors.joining(") UNION ALL (", "(", ")"));

  private static final String HOUR = """
  INSERT INTO measure (span, starts, name, process_key, version, step, agent, tool, model, detail, bucket, number, amount)
  SELECT 'hour', :from, name, process_key, version, step, agent, tool, model, detail,
    CASE WHEN millis IS NULL THEN -1 ELSE floor(ln(greatest(millis, 1)) / ln(%s))::integer END AS bucket,
    sum(number), sum(amount)
  FROM (%s) fact GROUP BY name, process_key, version, step, agent, tool, model, detail, bucket
  """.formatted(Totals.STEP, FACTS);

  private static final String DAY = """
  INSERT INTO measure (span, starts, name, process_key, version, step, agent, tool, model, detail, bucket, number, amount)
  SELECT 'day', :from, name, process_key, version, step, agent, tool, model, detail, bucket, sum(number), sum(amount)
  FROM measure WHERE span = 'hour' AND starts >= :from AND starts < :to
  GROUP BY name, process_key, version, step, agent, tool, model, detail, bucket
  """;

  private final JdbcClient jdbc;
  private final Goals goals;
  private final Clock clock;
  private final TransactionTemplate transaction;

  Rollup(JdbcClient jdbc, Goals goals, Clock clock, PlatformTransactionManager transactions) {
    this.jdbc = jdbc;
    this.goals = goals;
    this.clock = clock;
    this.transaction = new TransactionTemplate(transactions);
  }

  @Scheduled(fixedDelayString = "PT30S", initialDelayString = "PT15S")
  void work() {
    try {
      goals.learn();
      for (var hour : due(clock.instant())) {
        if (!addUp(hour)) {
          return;
        }
      }
    } catch (RuntimeException e) {
      log.warn("Figures could not be brought up to date: {}", e.getMessage());
    }
  }

  /** The latest first, so that they are right soonest after a long time without anybody who added up. */
  private List<Instant> due(Instant now) {
    return jdbc
      .sql(
        """
        WITH hours AS (
          SELECT h FROM generate_series(%s, :now::timestamptz, interval '1 hour') h)
        (SELECT h FROM hours LEFT JOIN measured_hour m ON m.starts = h
         WHERE m.starts IS NULL OR m.computed_at < h + make_interval(secs => :settling)
         ORDER BY h DESC LIMIT :most)
        UNION
        (SELECT starts FROM measured_hour WHERE starts > :repeated ORDER BY computed_at LIMIT 1)
        ORDER BY 1 DESC
        """.formatted(EARLIEST)
      )
      .param("now", Timestamp.from(now))
      .param("settling", SETTLING.plusHours(1).toSeconds())
      .param("repeated", Timestamp.from(now.minus(REPEATED)))
      .param("most", HOURS_A_PASS)
      .query((row, number) -> row.getTimestamp(1).toInstant())
      .list();
  }

  /** @return false where another node is at it */
  boolean addUp(Instant hour) {
    var day = hour.truncatedTo(ChronoUnit.DAYS);
    return Boolean.TRUE.equals(
      transaction.execute(status -> {
        if (!alone()) {
          return false;
        }
        replace("hour", hour, hour.plus(1, ChronoUnit.HOURS), HOUR);
        replace("day", day, day.plus(1, ChronoUnit.DAYS), DAY);
        jdbc
          .sql(
            """
            INSERT INTO measured_hour (starts, computed_at) VALUES (:hour, :now)
            ON CONFLICT (starts) DO UPDATE SET computed_at = excluded.computed_at
            """
          )
          .param("hour", Timestamp.from(hour))
          .param("now", Timestamp.from(clock.instant()))
          .update();
        return true;
      })
    );
  }

  private boolean alone() {
    return jdbc
      .sql("SELECT pg_try_advisory_xact_lock(hashtextextended('measure', 0))")
      .query(Boolean.class)
      .single();
  }

  private void replace(String span, Instant from, Instant to, String sql) {
    jdbc
      .sql("DELETE FROM measure WHERE span = :span AND starts = :from")
      .param("span", span)
      .param("from", Timestamp.from(from))
      .update();
    jdbc.sql(sql).param("from", Timestamp.from(from)).param("to", Timestamp.from(to)).update();
  }
}
