package dev.steward.process.incident;

import dev.steward.identity.CurrentActor;
import dev.steward.listing.Cursor;
import dev.steward.listing.Listing;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/incidents")
class IncidentController {

  private final IncidentQueries queries;
  private final Retries retries;
  private final CurrentActor current;

  IncidentController(IncidentQueries queries, Retries retries, CurrentActor current) {
    this.queries = queries;
    this.retries = retries;
    this.current = current;
  }

  @Schema(name = "RetryIncidents")
  record Selection(@NotEmpty @Size(max = 100) List<@NotBlank String> ids) {}

  @GetMapping
  @PreAuthorize("hasAnyRole('operator', 'auditor')")
  Listing<IncidentView> list(
    @RequestParam(required = false) @Nullable String processKey,
    @RequestParam(required = false) @Nullable String instanceId,
    @RequestParam(required = false) @Nullable String page
  ) {
    return queries.list(processKey, instanceId, page == null ? null : Cursor.parse(page));
  }

  /** @param wait how long to wait for the outcome, in seconds */
  @PostMapping("/{id}/retry")
  @PreAuthorize("hasRole('operator')")
  RetryResult retry(
    @PathVariable String id,
    @RequestParam(defaultValue = "10") @Min(0) @Max(60) int wait
  ) {
    return retries.retry(List.of(id), Duration.ofSeconds(wait), current.get()).getFirst();
  }

  /** @param wait how long to wait for the outcomes, in seconds */
  @PostMapping("/retry")
  @PreAuthorize("hasRole('operator')")
  List<RetryResult> retryAll(
    @Valid @RequestBody Selection selection,
    @RequestParam(defaultValue = "10") @Min(0) @Max(60) int wait
  ) {
    return retries.retry(selection.ids(), Duration.ofSeconds(wait), current.get());
  }
}
