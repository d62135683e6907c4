package dev.steward.agent;

import dev.steward.catalogue.Catalogue;
import dev.steward.catalogue.CatalogueVersion;
import dev.steward.catalogue.DefinitionOutcome;
import dev.steward.catalogue.DefinitionRefusal;
import dev.steward.catalogue.Kind;
import dev.steward.catalogue.RefusedDefinitionException;
import dev.steward.catalogue.VersionChoice;
import dev.steward.catalogue.VersionRequest;
import dev.steward.control.SwitchKind;
import dev.steward.control.SwitchRequest;
import dev.steward.control.SwitchState;
import dev.steward.control.Switches;
import dev.steward.identity.CurrentActor;
import dev.steward.listing.Listing;
import dev.steward.model.Models;
import dev.steward.model.Rehearsal;
import dev.steward.problem.ProblemException;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The catalogue of agents. */
@RestController
@RequestMapping("/api/agents")
class AgentController {

  private static final String EDITORS = "hasAnyRole('analyst', 'operator')";

  private final AgentRoles roles;
  private final RoleChanges changes;
  private final RoleUse tasks;
  private final Catalogue catalogue;
  private final AgentUse use;
  private final Models models;
  private final Switches switches;
  private final CurrentActor current;

  AgentController(
    AgentRoles roles,
    RoleChanges changes,
    RoleUse tasks,
    Catalogue catalogue,
    AgentUse use,
    Models models,
    Switches switches,
    CurrentActor current
  ) {
    this.roles = roles;
    this.changes = changes;
    this.tasks = tasks;
    this.catalogue = catalogue;
    this.use = use;
    this.models = models;
    this.switches = switches;
    this.current = current;
  }

  /** A version in full. */
  @Schema(name = "AgentVersion")
  record AgentVersionView(CatalogueVersion version, String source, AgentRole role) {}

  @GetMapping
  Listing<AgentView> list() {
    var lately = use.lately();
    return Listing.whole(
      roles
        .all()
        .stream()
        .map(version ->
          view(
            version,
            lately.getOrDefault(version.role().name(), AgentUse.Lately.NONE),
            null,
            List.of(),
            List.of(),
            List.of()
          )
        )
        .toList()
    );
  }

  @GetMapping("/{name}")
  AgentView get(@PathVariable String name) {
    var version = known(name);
    return view(
      version,
      use.lately().getOrDefault(name, AgentUse.Lately.NONE),
      version.role().instructions(),
      version.role().rehearsal(),
      tasks
        .of(name)
        .stream()
        .map(task ->
          new AgentView.UsedBy(
            task.processKey(),
            task.processName(),
            task.version(),
            task.elementName() == null ? task.element() : task.elementName()
          )
        )
        .toList(),
      catalogue.versions(Kind.AGENT, name)
    );
  }

  /** A version, as its author wrote it and as it was understood. */
  @GetMapping("/{name}/versions/{version}")
  AgentVersionView version(@PathVariable String name, @PathVariable String version) {
    var stored = catalogue.get(Kind.AGENT, name, version);
    return new AgentVersionView(stored.version(), stored.source(), roles.pinned(version));
  }

  /**
   * Checks a role as a file is checked, and puts it in force: on this node at once, on all others within two seconds. Runs that have
   * begun go on under the version they began with.
   *
   * @param dryRun only checks
   */
  @PostMapping("/{name}/versions")
  @PreAuthorize(EDITORS)
  @ApiResponse(responseCode = "201", description = "Stored, and in force")
  @ApiResponse(responseCode = "200", description = "Only checked, or in force already")
  @ApiResponse(
    responseCode = "422",
    description = "Refused",
    content = @Content(
      mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE,
      schema = @Schema(implementation = DefinitionRefusal.class)
    )
  )
  ResponseEntity<DefinitionOutcome> store(
    @PathVariable String name,
    @RequestParam(defaultValue = "false") boolean dryRun,
    @Valid @RequestBody VersionRequest request
  ) {
    var outcome = changes.store(name, request, dryRun, current.get());
    roles.refresh();
    return ResponseEntity.status(
      outcome.changed() && !dryRun ? HttpStatus.CREATED : HttpStatus.OK
    ).body(outcome);
  }

  /** Puts an earlier version in force again, also of an agent that is retired. */
  @PutMapping("/{name}/version")
  @PreAuthorize(EDITORS)
  @ApiResponse(responseCode = "200", description = "In force")
  @ApiResponse(
    responseCode = "422",
    description = "Refused",
    content = @Content(
      mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE,
      schema = @Schema(implementation = DefinitionRefusal.class)
    )
  )
  DefinitionOutcome putBack(@PathVariable String name, @Valid @RequestBody VersionChoice choice) {
    var outcome = changes.putBack(name, choice, current.get());
    roles.refresh();
    return outcome;
  }

  /**
   * Takes an agent out of force that no latest version of a deployed process uses.
   *
   * @param basedOn the version in force
   * @param comment why
   */
  @DeleteMapping("/{name}")
  @PreAuthorize(EDITORS)
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void retire(
    @PathVariable String name,
    @RequestParam @NotBlank String basedOn,
    @RequestParam @NotBlank @Size(max = 500) @Pattern(regexp = "(?s)[^\\x00]*") String comment
  ) {
    changes.retire(known(name).role().name(), basedOn, comment, current.get());
    roles.refresh();
  }

  @ExceptionHandler
  ResponseEntity<ProblemDetail> refused(RefusedDefinitionException e) {
    return e.answer();
  }

  /** Holds the agent's runs before their next call, on all nodes within two seconds; or lets them go on. */
  @PutMapping("/{name}/switch")
  @PreAuthorize("hasRole('operator')")
  SwitchState turn(@PathVariable String name, @Valid @RequestBody SwitchRequest request) {
    return switches.turn(SwitchKind.AGENT, known(name).role().name(), request, current.get());
  }

  private AgentRoles.Version known(String name) {
    return roles
      .find(name)
      .orElseThrow(() ->
        ProblemException.notFound("agent-not-found", "There is no agent '" + name + "'")
      );
  }

  private AgentView view(
    AgentRoles.Version version,
    AgentUse.Lately lately,
    @Nullable String instructions,
    List<Rehearsal.Step> rehearsal,
    List<AgentView.UsedBy> usedBy,
    List<CatalogueVersion> versions
  ) {
    var role = version.role();
    return new AgentView(
      role.name(),
      role.responsibility(),
      role.represents(),
      role.model(),
      models.rehearses(role.model()),
      version.digest(),
      instructions,
      role.tools(),
      role.limits(),
      role.output(),
      rehearsal,
      changes.restriction(role.name(), role).orElse(null),
      switches.state(SwitchKind.AGENT, role.name()),
      lately,
      usedBy,
      versions
    );
  }
}
