package dev.steward.monitoring;

import dev.steward.listing.PlannedAnew;
import java.math.BigDecimal;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Single figures, for those who watch them. */
@Component
public class Readings {

  private final Measures measures;
  private final JdbcClient jdbc;

  Readings(Measures measures, DataSource dataSource) {
    this.measures = measures;
    this.jdbc = JdbcClient.create(new PlannedAnew(dataSource));
  }

  /** Why a figure cannot be read so. */
  public record Refusal(String field, String message) {}

  public Optional<Refusal> refusal(String figure, Scope scope) {
    var standing = Standing.of(figure);
    if (standing.isPresent()) {
      return standing.get() == Standing.OPEN_TASKS && scope.group() == null
        ? Optional.of(new Refusal("group", "is needed: whose open tasks are counted"))
        : beyond(scope, Standing.SCOPE);
    }
    return find(figure)
      .map(known ->
        beyond(
          scope,
          known
            .dimensions()
            .stream()
            .map(by -> by == Dimension.PROCESS ? "processKey" : by.id())
            .toList()
        )
      )
      .orElseGet(() ->
        Optional.of(new Refusal("figure", "must be one of " + String.join(", ", names())))
      );
  }

  /** Whether the figure is a plain number, and not told of so and so many. */
  public boolean isPlain(String figure) {
    return find(figure)
      .map(known -> known.formula() instanceof Formula.Count)
      .orElse(true);
  }

  /** What is read at one moment; what several ask for is read once. */
  public Snapshot at(Instant now) {
    return new Snapshot(now);
  }

  private static List<String> names() {
    return Stream.concat(
      Arrays.stream(Figure.values()).map(Figure::id),
      Arrays.stream(Standing.values()).map(Standing::id)
    ).toList();
  }

  private static Optional<Figure> find(String id) {
    return Arrays.stream(Figure.values())
      .filter(figure -> figure.id().equals(id))
      .findFirst();
  }

  private static Optional<Refusal> beyond(Scope scope, List<String> known) {
    return scope
      .beyond(known)
      .stream()
      .findFirst()
      .map(field -> new Refusal(field, "does not tell this figure's facts apart"));
  }

  public final class Snapshot {

    private final Instant now;
    private final Map<List<Object>, MonitoringView> read = new HashMap<>();

    private Snapshot(Instant now) {
      this.now = now;
    }

    public Instant at() {
      return now;
    }

    /** @param window up to now; it begins at a full hour, as sums do */
    public Reading read(String figure, Scope scope, Duration window) {
      return Standing.of(figure)
        .map(standing -> count(standing, scope))
        .orElseGet(() -> measured(figure, scope, window));
    }

    private Reading count(Standing standing, Scope scope) {
      return new Reading(
        jdbc
          .sql(standing.sql())
          .param("group", scope.group())
          .param("now", Timestamp.from(now))
          .param("process", scope.processKey())
          .param("version", scope.version())
          .query(BigDecimal.class)
          .single(),
        null
      );
    }

    private Reading measured(String figure, Scope scope, Duration window) {
      var view = read.computeIfAbsent(List.of(window, scope), key ->
        measures.read(Period.of(now.minus(window), now, null, now), scope.filter(), null, now)
      );
      if (!view.complete()) {
        return Reading.NOTHING;
      }
      return view
        .categories()
        .stream()
        .flatMap(category -> category.figures().stream())
        .filter(candidate -> candidate.id().id().equals(figure))
        .findFirst()
        .map(found -> new Reading(found.measured().value(), found.measured().denominator()))
        .orElse(Reading.NOTHING);
    }
  }
}
