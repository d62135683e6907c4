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
  static final Duration SETTLING = Duration.ofHours(2);

  /** Older hours are left as they are: the rows behind them may have been cleared away. */
  static final Duration REPEATED = Duration.ofDays(35);

  private static final int HOURS_A_PASS = 500;

  /** When the first of all instances started, or the trail begins. */
  static final String EARLIEST = """
  date_trunc('hour', least((SELECT at FROM audit_entry ORDER BY id LIMIT 1),
    (SELECT start_time_ FROM act_hi_procinst WHERE tenant_id_ = '' ORDER BY start_time_ LIMIT 1)::timestamptz))""";

  private static final String FACTS = Arrays.stream(Source.values())
    .map(Source::sql)
    .collect(Collectors.joining(") UNION ALL (", "(", ")"));

  private static final String KEYS = Arrays.stream(Dimension.values())
    .map(Dimension::column)
    .collect(Collectors.joining(", "));

  /** Of rows with one bucket each, {@code -1} for no time, those that are kept. */
  private static final String ADD = """
  INSERT INTO measure (span, cut, starts, name, %1$s, number, amount, buckets, counts)
  SELECT :span, :cut, :from, name, %1$s, sum(number), sum(amount),
    coalesce(array_agg(bucket ORDER BY bucket) FILTER (WHERE bucket >= 0), '{}'),
    coalesce(array_agg(number ORDER BY bucket) FILTER (WHERE bucket >= 0), '{}')
  FROM (SELECT name, %1$s, bucket, sum(number) AS number, sum(amount) AS amount FROM (%2$s) x GROUP BY name, %1$s, bucket) y
  GROUP BY name, %1$s
  """;

  private static final String FACTS_OF_AN_HOUR = ADD.formatted(
    KEYS,
    """
    SELECT name, %s, CASE WHEN millis IS NULL THEN -1 ELSE floor(ln(greatest(millis, 1)) / ln(%s))::integer END AS bucket,
      number, amount
    FROM (%s) fact
    """.formatted(KEYS, Totals.STEP, FACTS)
  );

  // What has no time, and all amounts, are with the bucket that is none.
  private static final String KEPT = """
  SELECT name, %1$s, -1 AS bucket, number - coalesce((SELECT sum(n) FROM unnest(counts) n), 0) AS number, amount
  FROM measure WHERE %2$s
  UNION ALL
  SELECT name, %1$s, each.bucket, each.number, 0 FROM measure, unnest(buckets, counts) each (bucket, number) WHERE %2$s
  """;

  private static final String COARSER_OF_AN_HOUR =
    "span = 'hour' AND cut = 'FINEST' AND starts = :from";

  private static final String HOURS_OF_A_DAY =
    "span = 'hour' AND cut = :cut AND starts >= :from AND starts < :to";

  private static final String OF_A_DAY = ADD.formatted(KEYS, KEPT.formatted(KEYS, HOURS_OF_A_DAY));

  /** The finest first, as the others are added up from it. */
  private static final List<Cut> CUTS = List.of(Cut.values()).reversed();

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
        clear("hour", hour);
        clear("day", day);
        for (var cut : CUTS) {
          add("hour", cut, hour, hour.plus(1, ChronoUnit.HOURS), ofAnHour(cut));
          add("day", cut, day, day.plus(1, ChronoUnit.DAYS), OF_A_DAY);
        }
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

  private static String ofAnHour(Cut cut) {
    return cut == Cut.FINEST
      ? FACTS_OF_AN_HOUR
      : ADD.formatted(KEYS, KEPT.formatted(cut.columns(), COARSER_OF_AN_HOUR));
  }

  private void clear(String span, Instant from) {
    jdbc
      .sql("DELETE FROM measure WHERE span = :span AND starts = :from")
      .param("span", span)
      .param("from", Timestamp.from(from))
      .update();
  }

  private void add(String span, Cut cut, Instant from, Instant to, String sql) {
    jdbc
      .sql(sql)
      .param("span", span)
      .param("cut", cut.name())
      .param("from", Timestamp.from(from))
      .param("to", Timestamp.from(to))
      .update();
  }
}
