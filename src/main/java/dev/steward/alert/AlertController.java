package dev.steward.alert;

import dev.steward.identity.CurrentActor;
import dev.steward.listing.Listing;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Thresholds on figures, and the times at which they were crossed. */
@RestController
@RequestMapping("/api/alerts")
@PreAuthorize("hasAnyRole('analyst', 'operator', 'auditor')")
class AlertController {

  private static final String NAME = "[a-z0-9]+(-[a-z0-9]+)*";

  private final Alerts alerts;
  private final CurrentActor current;

  AlertController(Alerts alerts, CurrentActor current) {
    this.alerts = alerts;
    this.current = current;
  }

  /** @param until null to be told again */
  @Schema(name = "SilenceAlert")
  record Silence(@Nullable Instant until) {}

  @GetMapping
  Listing<Alert> list() {
    return Listing.whole(alerts.all());
  }

  /** Puts a rule in the place of an earlier one with that name. */
  @PutMapping("/{name}")
  @PreAuthorize("hasAnyRole('analyst', 'operator')")
  Alert save(
    @PathVariable @Size(max = 100) @Pattern(regexp = NAME) String name,
    @Valid @RequestBody AlertRule rule
  ) {
    return alerts.save(name, rule, current.get());
  }

  @DeleteMapping("/{name}")
  @PreAuthorize("hasAnyRole('analyst', 'operator')")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void delete(@PathVariable String name) {
    alerts.delete(name, current.get());
  }

  /** Has nobody told and nothing started for a time. What is raised meanwhile stands in the history. */
  @PutMapping("/{name}/silence")
  @PreAuthorize("hasAnyRole('analyst', 'operator')")
  Alert silence(@PathVariable String name, @Valid @RequestBody Silence silence) {
    return alerts.silence(name, silence.until(), current.get());
  }

  /** When it was raised, the latest first, at most 100. */
  @GetMapping("/{name}/firings")
  Listing<Firing> firings(@PathVariable String name) {
    return Listing.whole(alerts.firings(name));
  }
}
