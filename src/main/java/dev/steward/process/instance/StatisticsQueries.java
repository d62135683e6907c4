package dev.steward.process.instance;

import dev.steward.listing.PlannedAnew;
import dev.steward.problem.FieldError;
import dev.steward.problem.ProblemException;
import dev.steward.process.definition.Definitions;
import dev.steward.process.spi.ActivityUse;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Adds up what the engine's history and the journals hold of a process in a period. */
@Component
class StatisticsQueries {

  /** Entries into activities, the newest, that are added up. */
  static final int MOST = 100_000;

  private static final Duration USUAL = Duration.ofDays(30);

  private static final String ACTIVITIES = """
  WITH entries AS MATERIALIZED (
    SELECT a.act_id_, a.end_time_, a.duration_, a.delete_reason_ IS NULL AS untroubled
    FROM act_hi_actinst a
    WHERE a.proc_def_id_ = ANY(:definitions) AND a.act_type_ NOT IN ('sequenceFlow', 'boundaryEvent')
      AND a.start_time_ >= :from::timestamp AND a.start_time_ < :to::timestamp
    ORDER BY a.start_time_ DESC LIMIT :limit)
  SELECT act_id_ AS activity, count(*) AS entered,
    count(*) FILTER (WHERE end_time_ IS NOT NULL AND untroubled) AS completed,
    count(*) FILTER (WHERE end_time_ IS NULL) AS active,
    percentile_cont(ARRAY[0.5, 0.95]) WITHIN GROUP (ORDER BY duration_)
      FILTER (WHERE end_time_ IS NOT NULL AND untroubled) AS durations
  FROM entries GROUP BY act_id_
  """;

  private static final String INCIDENTS = """
  SELECT activity_id AS activity, count(*) AS number FROM incident
  WHERE process_key = :process AND opened_at >= :from AND opened_at < :to AND activity_id IS NOT NULL
  GROUP BY activity_id
  """;

  private final JdbcClient jdbc;
  private final Definitions definitions;
  private final ObjectProvider<ActivityUse> uses;
  private final Clock clock;

  StatisticsQueries(
    DataSource dataSource,
    Definitions definitions,
    ObjectProvider<ActivityUse> uses,
    Clock clock
  ) {
    this.jdbc = JdbcClient.create(new PlannedAnew(dataSource));
    this.definitions = definitions;
    this.uses = uses;
    this.clock = clock;
  }

  private record Entries(
    String activity,
    long entered,
    long completed,
    long active,
    @Nullable Double p50,
    @Nullable Double p95
  ) {}

  /**
   * @param from 30 days before the end where it is null
   * @param to now where it is null
   * @throws ProblemException 404 for an unknown process, 422 for a period that ends before it begins
   */
  ActivityStatistics of(
    String processKey,
    @Nullable Integer version,
    @Nullable Instant from,
    @Nullable Instant to
  ) {
    var key = definitions.get(processKey).getKey();
    var end = to == null ? clock.instant() : to;
    var begin = from == null ? end.minus(USUAL) : from;
    if (!begin.isBefore(end)) {
      throw ProblemException.invalid(
        "The period ends before it begins",
        List.of(new FieldError("/from", "must be before 'to'"))
      );
    }
    var entries = entries(key, version, begin, end);
    var incidents = incidents(key, begin, end);
    boolean more = entries.stream().mapToLong(Entries::entered).sum() >= MOST;
    Map<String, ActivityUse.Use> used = new HashMap<>();
    for (var source : uses.orderedStream().toList()) {
      var found = source.of(key, version, begin, end);
      found
        .byActivity()
        .forEach((activity, use) -> used.merge(activity, use, ActivityUse.Use::and));
      more |= found.more();
    }
    var items = new ArrayList<ActivityStatistics.Item>();
    for (var entry : entries) {
      var use = used.getOrDefault(entry.activity(), ActivityUse.Use.NONE);
      items.add(
        new ActivityStatistics.Item(
          entry.activity(),
          entry.entered(),
          entry.completed(),
          entry.active(),
          incidents.getOrDefault(entry.activity(), 0L),
          entry.p50(),
          entry.p95(),
          use.costUsd(),
          use.calls()
        )
      );
    }
    return new ActivityStatistics(key, version, begin, end, items, more);
  }

  private List<Entries> entries(String key, @Nullable Integer version, Instant from, Instant to) {
    var versions = jdbc
      .sql(
        """
        SELECT id_ FROM act_re_procdef
        WHERE key_ = :key AND tenant_id_ = '' AND (:version::integer IS NULL OR version_ = :version)
        """
      )
      .param("key", key)
      .param("version", version)
      .query(String.class)
      .list()
      .toArray(String[]::new);
    return jdbc
      .sql(ACTIVITIES)
      .param("definitions", versions)
      .param("from", Timestamp.from(from))
      .param("to", Timestamp.from(to))
      .param("limit", MOST)
      .query((row, number) -> {
        var durations = row.getArray("durations");
        var both = durations == null ? new Double[2] : (Double[]) durations.getArray();
        return new Entries(
          row.getString("activity"),
          row.getLong("entered"),
          row.getLong("completed"),
          row.getLong("active"),
          both[0],
          both[1]
        );
      })
      .list();
  }

  private Map<String, Long> incidents(String key, Instant from, Instant to) {
    var incidents = new HashMap<String, Long>();
    jdbc
      .sql(INCIDENTS)
      .param("process", key)
      .param("from", Timestamp.from(from))
      .param("to", Timestamp.from(to))
      .query(row -> {
        incidents.put(row.getString("activity"), row.getLong("number"));
      });
    return incidents;
  }
}
