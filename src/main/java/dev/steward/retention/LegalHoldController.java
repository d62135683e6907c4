package dev.steward.retention;

import dev.steward.identity.CurrentActor;
import dev.steward.listing.Listing;
import dev.steward.problem.FieldError;
import dev.steward.problem.ProblemException;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api")
class LegalHoldController {

  private final LegalHolds holds;
  private final CurrentActor current;

  LegalHoldController(LegalHolds holds, CurrentActor current) {
    this.holds = holds;
    this.current = current;
  }

  record HoldReason(@NotBlank @Size(max = 1000) String reason) {}

  /** @param businessKey of instances of the process, where one is named, and otherwise of all */
  record HoldRequest(
    @Nullable @Size(min = 1, max = 255) String processKey,
    @Nullable @Size(min = 1, max = 255) String businessKey,
    @NotBlank @Size(max = 1000) String reason
  ) {}

  @GetMapping("/legal-holds")
  @PreAuthorize("hasAnyRole('auditor', 'operator')")
  Listing<LegalHold> list() {
    return Listing.whole(holds.all());
  }

  @PostMapping("/legal-holds")
  @ResponseStatus(HttpStatus.CREATED)
  @PreAuthorize("hasRole('auditor')")
  LegalHold place(@Valid @RequestBody HoldRequest request) {
    return holds.place(
      null,
      request.processKey(),
      request.businessKey(),
      request.reason(),
      current.get()
    );
  }

  @DeleteMapping("/legal-holds/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @PreAuthorize("hasRole('auditor')")
  void lift(
    @PathVariable String id,
    @RequestParam(required = false) @Nullable @Size(max = 1000) String reason
  ) {
    holds.lift(hold(id), given(reason), current.get());
  }

  /** Those that keep an instance: on itself, on one that belongs together with it, or on keys. */
  @GetMapping("/instances/{id}/legal-hold")
  @PreAuthorize("hasAnyRole('auditor', 'operator')")
  Listing<LegalHold> of(@PathVariable String id) {
    return Listing.whole(holds.of(id));
  }

  @PutMapping("/instances/{id}/legal-hold")
  @PreAuthorize("hasRole('auditor')")
  LegalHold placeOn(@PathVariable String id, @Valid @RequestBody HoldReason request) {
    return holds.place(id, null, null, request.reason(), current.get());
  }

  @DeleteMapping("/instances/{id}/legal-hold")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @PreAuthorize("hasRole('auditor')")
  void liftFrom(
    @PathVariable String id,
    @RequestParam(required = false) @Nullable @Size(max = 1000) String reason
  ) {
    holds.lift(id, given(reason), current.get());
  }

  private static UUID hold(String id) {
    try {
      return UUID.fromString(id);
    } catch (IllegalArgumentException e) {
      throw ProblemException.notFound("hold-not-found", "There is no such hold");
    }
  }

  /** Asked for here and not by the parameter, so that who may not lift a hold is told that and nothing else. */
  private static String given(@Nullable String reason) {
    if (reason == null || reason.isBlank()) {
      throw ProblemException.invalid(
        "A hold is lifted for a reason",
        List.of(new FieldError("/reason", "must be given"))
      );
    }
    return reason.strip();
  }
}
