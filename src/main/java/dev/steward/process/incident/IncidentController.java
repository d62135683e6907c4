package dev.steward.process.incident;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import dev.steward.identity.CurrentActor;
import dev.steward.listing.Cursor;
import dev.steward.listing.Listing;
import dev.steward.process.engine.SkippedWork;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/incidents")
class IncidentController {

  private final IncidentQueries queries;
  private final Retries retries;
  private final IncidentGroups groups;
  private final SkippedWork skipped;
  private final CurrentActor current;

  IncidentController(
    IncidentQueries queries,
    Retries retries,
    IncidentGroups groups,
    SkippedWork skipped,
    CurrentActor current
  ) {
    this.queries = queries;
    this.retries = retries;
    this.groups = groups;
    this.skipped = skipped;
    this.current = current;
  }

  @Schema(name = "RetryIncidents")
  record Selection(@NotEmpty @Size(max = 100) List<@NotBlank String> ids) {}

  /**
   * @param result in the place of the work's own; {@code null} counts as a value
   * @param reason for the audit trail
   */
  @Schema(name = "SkipIncident")
  record Skip(
    JsonNode result,
    @NotBlank @Size(max = 500) @Pattern(regexp = "(?s)[^\\x00]*") String reason
  ) {
    Skip {
      result = result == null ? NullNode.getInstance() : result;
    }
  }

  @GetMapping
  @PreAuthorize("hasAnyRole('operator', 'auditor')")
  Listing<IncidentView> list(
    @RequestParam(required = false) @Nullable String processKey,
    @RequestParam(required = false) @Nullable String instanceId,
    @RequestParam(required = false) @Nullable String page
  ) {
    return queries.list(processKey, instanceId, page == null ? null : Cursor.parse(page));
  }

  /** Open incidents by cause, the largest groups first; at most 200. */
  @GetMapping("/groups")
  @PreAuthorize("hasAnyRole('operator', 'auditor')")
  Listing<IncidentGroup> groups(@RequestParam(required = false) @Nullable String processKey) {
    return Listing.whole(groups.list(processKey));
  }

  /**
   * Tries the oldest 100 incidents of one cause again. What is left is for another request with the {@code before} of the answer.
   *
   * @param before only what was open then, and so nothing that has failed again since
   * @param wait how long to wait for the outcomes, in seconds
   */
  @PostMapping("/groups/{id}/retry")
  @PreAuthorize("hasRole('operator')")
  IncidentGroup.Retried retryGroup(
    @PathVariable String id,
    @RequestParam(required = false) @Nullable Instant before,
    @RequestParam(defaultValue = "10") @Min(0) @Max(60) int wait
  ) {
    return groups.retry(id, before, Duration.ofSeconds(wait), current.get());
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

  /** What has to be given in the place of the result of work that gave up, for {@code POST} to the same address. */
  @GetMapping("/{id}/skip")
  @PreAuthorize("hasRole('operator')")
  SkippedWork.Expected expected(@PathVariable String id) {
    return skipped.expected(id);
  }

  /** The instance goes on as though the work had come to this result, which counts as text from outside. */
  @PostMapping("/{id}/skip")
  @PreAuthorize("hasRole('operator')")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void skip(@PathVariable String id, @Valid @RequestBody Skip skip) {
    skipped.skip(id, skip.result(), skip.reason(), current.get());
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
