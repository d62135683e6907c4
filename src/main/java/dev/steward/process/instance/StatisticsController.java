package dev.steward.process.instance;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/processes/{key}/statistics")
class StatisticsController {

  private final StatisticsQueries queries;

  StatisticsController(StatisticsQueries queries) {
    this.queries = queries;
  }

  /**
   * How a process did in a period, activity by activity.
   *
   * @param from inclusive; 30 days before the end where it is not named
   * @param to exclusive; now where it is not named
   */
  @GetMapping
  @PreAuthorize("hasAnyRole('analyst', 'approver', 'operator', 'auditor')")
  ActivityStatistics statistics(
    @PathVariable String key,
    @RequestParam(required = false) @Nullable Integer version,
    @RequestParam(required = false) @Nullable Instant from,
    @RequestParam(required = false) @Nullable Instant to
  ) {
    return queries.of(key, version, from, to);
  }
}
