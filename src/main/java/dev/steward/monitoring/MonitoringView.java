package dev.steward.monitoring;

import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The six categories in a period.
 *
 * @param from inclusive, at a full hour
 * @param to exclusive, at a full hour
 * @param asOf when the period's latest hour was last added up; null where none was
 * @param complete whether every hour of it up to now was
 * @param groups by what was asked for, the largest first; at most 100
 */
@Schema(name = "Monitoring")
record MonitoringView(
  Instant from,
  Instant to,
  Interval interval,
  @Nullable Instant asOf,
  boolean complete,
  List<CategoryView> categories,
  @Nullable Dimension by,
  List<Group> groups
) {
  @Schema(name = "MonitoringCategory")
  record CategoryView(Category id, List<FigureView> figures) {}

  /**
   * @param numerator the facts that are counted, as {@code GET /api/monitoring/rows} lists them
   * @param rows the table in which they are, and the time by which they belong to the period
   * @param dimensions by which it can be told apart
   */
  @Schema(name = "MonitoringFigure")
  record FigureView(
    Figure id,
    Unit unit,
    String definition,
    String numerator,
    String denominator,
    List<String> rows,
    Set<Dimension> dimensions,
    Measured measured,
    List<Point> series
  ) {}

  /** @param at the beginning of the hour or day; those in which nothing happened are left out */
  @Schema(name = "MonitoringPoint")
  record Point(Instant at, Measured measured) {}

  /** @param figures by id, those that can be told apart so */
  @Schema(name = "MonitoringGroup")
  record Group(String name, Map<String, Measured> figures) {}

  /** @param more there are older ones in the period, too */
  @Schema(name = "MonitoringRows")
  record Rows(List<Row> items, boolean more) {}

  /**
   * A fact that is in a figure.
   *
   * @param number how many it counts for
   * @param amount in US dollars or minutes; zero where it amounts to nothing
   */
  @Schema(name = "MonitoringRow")
  record Row(
    Instant at,
    @Nullable String instanceId,
    @Nullable String businessKey,
    String processKey,
    int version,
    String step,
    String agent,
    String tool,
    String model,
    String detail,
    long number,
    BigDecimal amount,
    @Nullable Double millis
  ) {}
}
