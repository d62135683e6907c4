package dev.steward.monitoring;

import com.fasterxml.jackson.annotation.JsonValue;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Clock;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api")
@PreAuthorize("hasAnyRole('analyst', 'operator', 'auditor')")
class MonitoringController {

  private final Measures measures;
  private final Clock clock;

  MonitoringController(Measures measures, Clock clock) {
    this.measures = measures;
    this.clock = clock;
  }

  enum Part {
    NUMERATOR,
    DENOMINATOR;

    @JsonValue
    String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * The six categories in a period. Figures that a filter does not tell apart have no value under it.
   *
   * @param from inclusive; 30 days before the end where it is not named; rounded down to the hour
   * @param to exclusive; now where it is not named; rounded up to the hour
   * @param step the id of an activity
   * @param interval of the series; by itself, hours for up to two days, else days of UTC
   * @param by what the figures are told apart by in {@code groups}
   */
  @GetMapping("/monitoring")
  MonitoringView monitoring(
    @RequestParam(required = false) @Nullable Instant from,
    @RequestParam(required = false) @Nullable Instant to,
    @RequestParam(required = false) @Nullable String processKey,
    @RequestParam(required = false) @Nullable Integer version,
    @RequestParam(required = false) @Nullable String step,
    @RequestParam(required = false) @Nullable String agent,
    @RequestParam(required = false) @Nullable String tool,
    @RequestParam(required = false) @Nullable String model,
    @RequestParam(required = false) @Nullable Interval interval,
    @RequestParam(required = false) @Nullable Dimension by
  ) {
    var now = clock.instant();
    return measures.read(
      Period.of(from, to, interval, now),
      Filter.of(processKey, version, step, agent, tool, model),
      by,
      now
    );
  }

  /** The same as lines of text: for each figure its whole, its course in time, and its groups. */
  @GetMapping(path = "/monitoring.csv", produces = "text/csv")
  ResponseEntity<String> csv(
    @RequestParam(required = false) @Nullable Instant from,
    @RequestParam(required = false) @Nullable Instant to,
    @RequestParam(required = false) @Nullable String processKey,
    @RequestParam(required = false) @Nullable Integer version,
    @RequestParam(required = false) @Nullable String step,
    @RequestParam(required = false) @Nullable String agent,
    @RequestParam(required = false) @Nullable String tool,
    @RequestParam(required = false) @Nullable String model,
    @RequestParam(required = false) @Nullable Interval interval,
    @RequestParam(required = false) @Nullable Dimension by
  ) {
    var view = monitoring(from, to, processKey, version, step, agent, tool, model, interval, by);
    return ResponseEntity.ok()
      .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"monitoring.csv\"")
      .header(HttpHeaders.CACHE_CONTROL, "no-store")
      .body(Csv.of(view));
  }

  /**
   * The rows behind a figure, the latest first.
   *
   * @param part what is counted, or what it is counted among
   * @param limit at most 1,000
   */
  @GetMapping("/monitoring/rows")
  MonitoringView.Rows rows(
    @RequestParam Figure figure,
    @RequestParam(defaultValue = "numerator") Part part,
    @RequestParam(required = false) @Nullable Instant from,
    @RequestParam(required = false) @Nullable Instant to,
    @RequestParam(required = false) @Nullable String processKey,
    @RequestParam(required = false) @Nullable Integer version,
    @RequestParam(required = false) @Nullable String step,
    @RequestParam(required = false) @Nullable String agent,
    @RequestParam(required = false) @Nullable String tool,
    @RequestParam(required = false) @Nullable String model,
    @RequestParam(defaultValue = "100") @Min(1) @Max(1000) int limit
  ) {
    var formula = figure.formula();
    return measures.rows(
      part == Part.NUMERATOR ? formula.numerator() : formula.denominator(),
      Period.of(from, to, Interval.DAY, clock.instant()),
      Filter.of(processKey, version, step, agent, tool, model),
      limit
    );
  }
}
