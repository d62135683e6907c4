package dev.steward.process.readiness;

import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/processes")
class ReadinessController {

  private final ReadinessReports reports;

  ReadinessController(ReadinessReports reports) {
    this.reports = reports;
  }

  /**
   * Whether the workflow can be answered for: the questions a buyer asks, with what its map, its diagram and the tables in force say to each,
   * and what nobody answers.
   *
   * @param version the newest where none is named
   */
  @GetMapping("/{key}/readiness")
  Readiness get(
    @PathVariable String key,
    @RequestParam(required = false) @Nullable Integer version
  ) {
    return reports.of(key, version);
  }
}
