package dev.steward.retention;

import dev.steward.identity.CurrentActor;
import dev.steward.listing.Listing;
import dev.steward.retention.Erasures.Erasure;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/instances/{id}/erasure")
class ErasureController {

  private final Erasures erasures;
  private final CurrentActor current;

  ErasureController(Erasures erasures, CurrentActor current) {
    this.erasures = erasures;
    this.current = current;
  }

  /** @param reason is kept: it should name the request, and not the person */
  record ErasureRequest(@NotBlank @Size(max = 1000) String reason) {}

  /** None, or the one that there was. */
  @GetMapping
  @PreAuthorize("hasAnyRole('auditor', 'operator')")
  Listing<Erasure> get(@PathVariable String id) {
    return Listing.whole(erasures.of(id).stream().toList());
  }

  @PostMapping
  @PreAuthorize("hasRole('auditor')")
  Erasure erase(@PathVariable String id, @Valid @RequestBody ErasureRequest request) {
    return erasures.erase(id, request.reason().strip(), current.get());
  }
}
