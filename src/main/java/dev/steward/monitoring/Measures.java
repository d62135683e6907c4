package dev.steward.monitoring;

import dev.steward.listing.PlannedAnew;
import dev.steward.problem.FieldError;
import dev.steward.problem.ProblemException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Figures of a period out of hours and days that were added up, and the rows behind them out of where they are kept. */
@Component
class Measures {

  private static final int MOST_GROUPS = 100;

  private static final String ADDED_UP = """
  SELECT %s, name, number, amount, buckets, counts FROM measure
  WHERE cut = :cut AND (span = 'hour' AND starts >= :from AND starts < :to AND (:hourly OR starts < :firstDay OR starts >= :lastDay)
    OR span = 'day' AND NOT :hourly AND starts >= :firstDay AND starts < :lastDay) %s
  """;

  private static final String ROWS = """
  SELECT fact.*, p.business_key_ AS business_key FROM (%s) fact
  LEFT JOIN act_hi_procinst p ON p.id_ = fact.instance_id
  WHERE name = :name %s ORDER BY at DESC, instance_id LIMIT :limit
  """;

  private final JdbcClient jdbc;

  Measures(DataSource dataSource) {
    this.jdbc = JdbcClient.create(new PlannedAnew(dataSource));
  }

  /** @param now up to which a period can be complete */
  MonitoringView read(Period period, Filter filter, @Nullable Dimension by, Instant now) {
    var series = new TreeMap<Instant, Totals>();
    var at = period.interval() == Interval.HOUR ? "starts" : "date_trunc('day', starts, 'UTC')";
    addedUp(at, period, filter, Cut.of(filter.wanted().keySet()), "").query(row -> {
      add(series, row.getTimestamp(1).toInstant(), row);
    });
    var all = new Totals();
    series.values().forEach(all::add);
    var categories = Arrays.stream(Category.values())
      .map(category ->
        new MonitoringView.CategoryView(
          category,
          Arrays.stream(Figure.values())
            .filter(figure -> figure.category() == category)
            .map(figure -> view(figure, filter, all, series))
            .toList()
        )
      )
      .toList();
    return new MonitoringView(
      period.from(),
      period.to(),
      period.interval(),
      asOf(period),
      complete(period, now),
      categories,
      by,
      by == null ? List.of() : groups(period, filter, by)
    );
  }

  private static MonitoringView.FigureView view(
    Figure figure,
    Filter filter,
    Totals all,
    Map<Instant, Totals> series
  ) {
    var formula = figure.formula();
    boolean fits = filter.fits(figure.dimensions());
    return new MonitoringView.FigureView(
      figure,
      figure.unit(),
      figure.definition(),
      formula.numerator(),
      formula.denominator(),
      Stream.of(formula.numerator(), formula.denominator())
        .map(fact -> Source.of(fact).rows())
        .distinct()
        .toList(),
      figure.dimensions(),
      fits ? all.measure(formula) : Measured.NOT_APPLICABLE,
      !fits
        ? List.of()
        : series
            .entrySet()
            .stream()
            .map(point ->
              new MonitoringView.Point(point.getKey(), point.getValue().measure(formula))
            )
            .filter(point -> point.measured().value() != null)
            .toList()
    );
  }

  private List<MonitoringView.Group> groups(Period period, Filter filter, Dimension by) {
    var groups = new HashMap<String, Totals>();
    var sizes = new HashMap<String, Long>();
    addedUp(
      by.column() + "::text",
      period,
      filter,
      Cut.of(together(filter.wanted().keySet(), by)),
      " AND %s::text NOT IN ('', '0')".formatted(by.column())
    ).query(row -> {
      add(groups, row.getString(1), row);
      sizes.merge(row.getString(1), row.getLong("number"), Long::sum);
    });
    return groups
      .keySet()
      .stream()
      .sorted(
        Comparator.comparing((String name) -> sizes.getOrDefault(name, 0L))
          .reversed()
          .thenComparing(Comparator.naturalOrder())
      )
      .limit(MOST_GROUPS)
      .map(name ->
        new MonitoringView.Group(
          name,
          figures(by, filter, Objects.requireNonNull(groups.get(name)))
        )
      )
      .toList();
  }

  private static Set<Dimension> together(Set<Dimension> wanted, Dimension by) {
    var asked = EnumSet.of(by);
    asked.addAll(wanted);
    return asked;
  }

  private static Map<String, Measured> figures(Dimension by, Filter filter, Totals totals) {
    return Arrays.stream(Figure.values())
      .filter(figure -> figure.dimensions().contains(by) && filter.fits(figure.dimensions()))
      .collect(
        Collectors.toMap(
          Figure::id,
          figure -> totals.measure(figure.formula()),
          (one, other) -> one,
          LinkedHashMap::new
        )
      );
  }

  private static <K> void add(Map<K, Totals> totals, K key, ResultSet row) throws SQLException {
    totals
      .computeIfAbsent(key, none -> new Totals())
      .add(
        row.getString("name"),
        row.getLong("number"),
        row.getBigDecimal("amount"),
        (Integer[]) row.getArray("buckets").getArray(),
        (Long[]) row.getArray("counts").getArray()
      );
  }

  private JdbcClient.StatementSpec addedUp(
    String key,
    Period period,
    Filter filter,
    Cut cut,
    String condition
  ) {
    return jdbc
      .sql(ADDED_UP.formatted(key, filter.sql() + condition))
      .params(filter.parameters())
      .param("cut", cut.name())
      .param("from", Timestamp.from(period.from()))
      .param("to", Timestamp.from(period.to()))
      .param(
        "hourly",
        period.interval() == Interval.HOUR || !period.firstDay().isBefore(period.lastDay())
      )
      .param("firstDay", Timestamp.from(period.firstDay()))
      .param("lastDay", Timestamp.from(period.lastDay()));
  }

  private @Nullable Instant asOf(Period period) {
    return jdbc
      .sql(
        "SELECT computed_at FROM measured_hour WHERE starts >= :from AND starts < :to ORDER BY starts DESC LIMIT 1"
      )
      .param("from", Timestamp.from(period.from()))
      .param("to", Timestamp.from(period.to()))
      .query((row, number) -> row.getTimestamp(1).toInstant())
      .optional()
      .orElse(null);
  }

  private boolean complete(Period period, Instant now) {
    return jdbc
      .sql(
        """
        SELECT NOT EXISTS (
          SELECT 1 FROM generate_series(
            greatest(:from::timestamptz, %s),
            least(:to::timestamptz, :now::timestamptz) - interval '1 microsecond', interval '1 hour') h
          WHERE NOT EXISTS (SELECT 1 FROM measured_hour m WHERE m.starts = h))
        """.formatted(Rollup.EARLIEST)
      )
      .param("from", Timestamp.from(period.from()))
      .param("to", Timestamp.from(period.to()))
      .param("now", Timestamp.from(now))
      .query(Boolean.class)
      .single();
  }

  /**
   * The facts in a figure, the latest first.
   *
   * @param fact its numerator or denominator
   * @throws ProblemException 422 where the figure's facts are not told apart by what is asked for
   */
  MonitoringView.Rows rows(String fact, Period period, Filter filter, int limit) {
    var source = Source.of(fact);
    if (!filter.fits(source.dimensions())) {
      throw ProblemException.invalid(
        "The figure cannot be told apart so",
        List.of(
          new FieldError(
            "/figure",
            "is known by " +
              source.dimensions().stream().map(Dimension::id).sorted().toList() +
              " only"
          )
        )
      );
    }
    var rows = jdbc
      .sql(ROWS.formatted(source.sql(), filter.sql()))
      .params(filter.parameters())
      .param("name", fact)
      .param("from", Timestamp.from(period.from()))
      .param("to", Timestamp.from(period.to()))
      .param("limit", limit + 1)
      .query((row, number) ->
        new MonitoringView.Row(
          row.getTimestamp("at").toInstant(),
          row.getString("instance_id"),
          row.getString("business_key"),
          row.getString("process_key"),
          row.getInt("version"),
          row.getString("step"),
          row.getString("agent"),
          row.getString("tool"),
          row.getString("model"),
          row.getString("detail"),
          row.getLong("number"),
          row.getBigDecimal("amount"),
          row.getObject("millis") == null ? null : row.getDouble("millis")
        )
      )
      .list();
    return new MonitoringView.Rows(rows.stream().limit(limit).toList(), rows.size() > limit);
  }
}
