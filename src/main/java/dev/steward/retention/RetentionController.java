package dev.steward.retention;

import dev.steward.identity.CurrentActor;
import dev.steward.listing.Listing;
import dev.steward.problem.ProblemException;
import dev.steward.process.spi.EndedInstances;
import dev.steward.retention.ArchivedBundles.ArchivedBundle;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api")
class RetentionController {

  private static final String ZIP = "application/zip";

  private final RetentionRules rules;
  private final RunRows runs;
  private final RetentionWorker worker;
  private final EndedInstances instances;
  private final ArchivedBundles bundles;
  private final CurrentActor current;

  RetentionController(
    RetentionRules rules,
    RunRows runs,
    RetentionWorker worker,
    EndedInstances instances,
    ArchivedBundles bundles,
    CurrentActor current
  ) {
    this.rules = rules;
    this.runs = runs;
    this.worker = worker;
    this.instances = instances;
    this.bundles = bundles;
    this.current = current;
  }

  @Schema(name = "RetentionRun")
  record RunView(Instant startedAt, String startedBy, @Nullable Instant endedAt) {}

  /**
   * @param period in ISO 8601; null where instances are kept for ever
   * @param said whether the workflow's map says it, and not the default
   * @param due instances that are old enough, up to 10,000; those that are held or belong to others that are not, among them
   * @param archived by the last run, and the one under way
   */
  @Schema(name = "WorkflowRetention")
  record WorkflowView(
    String processKey,
    String name,
    @Nullable String period,
    boolean said,
    long due,
    @Nullable Instant oldest,
    long archived,
    long failed,
    @Nullable String failure
  ) {}

  @Schema(name = "Retention")
  record RetentionView(@Nullable RunView run, List<WorkflowView> workflows) {}

  @GetMapping("/retention")
  @PreAuthorize("hasAnyRole('auditor', 'operator')")
  RetentionView get() {
    var run = runs.newest();
    var results = run.map(found -> runs.results(found.id())).orElse(List.of());
    return new RetentionView(
      run
        .map(found -> new RunView(found.startedAt(), found.startedBy(), found.endedAt()))
        .orElse(null),
      rules
        .all()
        .stream()
        .map(rule -> view(rule, results))
        .toList()
    );
  }

  /** Begins at once and goes on by itself; {@code GET} tells how far it is. */
  @PostMapping("/retention/run")
  @ResponseStatus(HttpStatus.ACCEPTED)
  @PreAuthorize("hasRole('operator')")
  void run() {
    worker.start(current.get().name());
  }

  @GetMapping("/archive")
  @PreAuthorize("hasAnyRole('auditor', 'operator')")
  Listing<ArchivedBundle> archive(@RequestParam(required = false) @Nullable String page) {
    try {
      return bundles.list(page == null || page.isEmpty() ? null : Long.valueOf(page));
    } catch (NumberFormatException e) {
      throw new ProblemException(
        HttpStatus.BAD_REQUEST,
        "unknown-page",
        "The page is none that this list named as next.",
        List.of()
      );
    }
  }

  @GetMapping(value = "/archive/{name}", produces = ZIP)
  @PreAuthorize("hasRole('auditor')")
  @ApiResponse(
    responseCode = "200",
    content = @Content(mediaType = ZIP, schema = @Schema(type = "string", format = "binary"))
  )
  ResponseEntity<byte[]> bundle(@PathVariable String name) {
    return ResponseEntity.ok()
      .header(
        HttpHeaders.CONTENT_DISPOSITION,
        ContentDisposition.attachment().filename(name).build().toString()
      )
      .body(bundles.read(name, current.get()));
  }

  private WorkflowView view(RetentionRules.Rule rule, List<RunRows.Result> results) {
    var period = rule.period();
    var due =
      period == null
        ? new EndedInstances.Count(0, Optional.empty())
        : instances.count(rule.processKey(), rules.endedBefore(period));
    var result = results
      .stream()
      .filter(each -> each.processKey().equals(rule.processKey()))
      .findFirst()
      .orElse(new RunRows.Result(rule.processKey(), 0, 0, null));
    return new WorkflowView(
      rule.processKey(),
      rule.name(),
      period == null ? null : period.toString(),
      rule.said(),
      due.instances(),
      due.oldest().orElse(null),
      result.archived(),
      result.failed(),
      result.failure()
    );
  }
}
