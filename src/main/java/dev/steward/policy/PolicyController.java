package dev.steward.policy;

import dev.steward.identity.CurrentActor;
import dev.steward.identity.Role;
import dev.steward.listing.Listing;
import dev.steward.problem.BrokenDefinitionException;
import dev.steward.problem.FieldError;
import dev.steward.problem.ProblemException;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Shows which decision tables are in force, and what others would decide. */
@RestController
class PolicyController {

  private final PolicyTables tables;
  private final PolicyVersions versions;
  private final PolicyDeployments deployments;
  private final PolicyCheck check;
  private final CurrentActor current;

  PolicyController(
    PolicyTables tables,
    PolicyVersions versions,
    PolicyDeployments deployments,
    PolicyCheck check,
    CurrentActor current
  ) {
    this.tables = tables;
    this.versions = versions;
    this.deployments = deployments;
    this.check = check;
    this.current = current;
  }

  /**
   * A version of a table.
   *
   * @param file of the policy folder that it came from; null where somebody deployed it
   * @param reason why it was put into this mode
   */
  record Policy(
    String key,
    int version,
    PolicyMode mode,
    @Nullable String file,
    @Nullable String reason,
    String changedBy,
    Instant changedAt
  ) {
    static Policy of(PolicyVersion version) {
      return new Policy(
        version.key(),
        version.version(),
        version.mode(),
        version.file(),
        version.reason(),
        version.changedBy(),
        version.changedAt()
      );
    }
  }

  /** Every version of every table that ever counted, by key, the newest first. */
  @GetMapping("/api/policies")
  Listing<Policy> list() {
    return Listing.whole(versions.all().stream().map(Policy::of).toList());
  }

  /** As DMN, for an editor. */
  @GetMapping(value = "/api/policies/{key}/{version}", produces = MediaType.APPLICATION_XML_VALUE)
  byte[] content(@PathVariable String key, @PathVariable int version) {
    return tables.content(versions.get(key, version));
  }

  /**
   * @param table DMN
   * @param mode {@code shadow} puts what it would decide on record beside what is decided; {@code enforced} takes the place of the table of its key
   */
  @Schema(name = "PolicyDeployment")
  record Deployment(@NotBlank String table, @NotNull PolicyMode mode, @NotBlank String reason) {}

  /** Counts on this node at once and on all others within a second. */
  @PostMapping("/api/policies")
  @PreAuthorize("hasRole('operator')")
  @ResponseStatus(HttpStatus.CREATED)
  Listing<Policy> deploy(@Valid @RequestBody Deployment request) {
    if (request.mode() == PolicyMode.RETIRED) {
      throw ProblemException.invalid(
        "A table is deployed to count, or to be tried",
        List.of(new FieldError("/mode", "must be enforced or shadow"))
      );
    }
    try {
      var deployed = deployments.deploy(
        request.table().getBytes(StandardCharsets.UTF_8),
        request.mode(),
        request.reason(),
        current.get()
      );
      tables.refresh();
      return Listing.whole(deployed.stream().map(Policy::of).toList());
    } catch (BrokenDefinitionException e) {
      throw PolicyCheck.unreliable(e);
    }
  }

  @Schema(name = "PolicyModeRequest")
  record ModeRequest(@NotNull PolicyMode mode, @NotBlank String reason) {}

  /** Enforces a version that was tried, goes back to an earlier one, or takes one out of force. */
  @PutMapping("/api/policies/{key}/{version}/mode")
  @PreAuthorize("hasRole('operator')")
  Policy change(
    @PathVariable String key,
    @PathVariable int version,
    @Valid @RequestBody ModeRequest request
  ) {
    var changed = deployments.change(key, version, request.mode(), request.reason(), current.get());
    tables.refresh();
    return Policy.of(changed);
  }

  /**
   * @param table DMN to be put in the place of the table of its key; without one the tables in force are asked
   * @param recorded asks the very versions that decided, to prove that they decide in the same way again
   * @param from of the period, inclusive
   * @param to exclusive
   */
  @Schema(name = "PolicyCheckRequest")
  record CheckRequest(
    @Nullable String table,
    boolean recorded,
    @Nullable Instant from,
    @Nullable Instant to
  ) {}

  /** What would have become of the decisions of a period. Nothing is changed by it. */
  @PostMapping("/api/policies/check")
  PolicyCheck.Result check(@RequestBody CheckRequest request) {
    var actor = current.get();
    if (!actor.is(Role.OPERATOR) && !actor.is(Role.AUDITOR)) {
      throw ProblemException.forbidden("Only operators and auditors see all decisions");
    }
    return request.recorded()
      ? check.replay(request.from(), request.to())
      : check.check(request.table(), request.from(), request.to());
  }
}
