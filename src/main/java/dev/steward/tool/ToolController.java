package dev.steward.tool;

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
import dev.steward.problem.ProblemException;
import dev.steward.tool.adapter.Adapters;
import dev.steward.tool.adapter.mcp.McpImport;
import dev.steward.tool.contract.BeanTarget;
import dev.steward.tool.contract.Contract;
import dev.steward.tool.contract.Contracts;
import dev.steward.tool.contract.HttpTarget;
import dev.steward.tool.contract.KnowledgeTarget;
import dev.steward.tool.contract.McpTarget;
import dev.steward.tool.contract.ProcessTarget;
import dev.steward.tool.contract.Tool;
import dev.steward.tool.contract.ToolVersions;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.validation.Valid;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The catalogue of tools. */
@RestController
@RequestMapping("/api/tools")
class ToolController {

  private final Contracts contracts;
  private final Catalogue catalogue;
  private final ToolVersions versions;
  private final ToolChanges changes;
  private final ToolUse use;
  private final Adapters adapters;
  private final Breakers breakers;
  private final Switches switches;
  private final McpImport imports;
  private final CurrentActor current;

  ToolController(
    Contracts contracts,
    Catalogue catalogue,
    ToolVersions versions,
    ToolChanges changes,
    ToolUse use,
    Adapters adapters,
    Breakers breakers,
    Switches switches,
    McpImport imports,
    CurrentActor current
  ) {
    this.contracts = contracts;
    this.catalogue = catalogue;
    this.versions = versions;
    this.changes = changes;
    this.use = use;
    this.adapters = adapters;
    this.breakers = breakers;
    this.switches = switches;
    this.imports = imports;
    this.current = current;
  }

  @GetMapping
  Listing<ToolView> list() {
    var lately = use.lately();
    return Listing.whole(
      contracts
        .all()
        .stream()
        .map(tool -> view(tool, lately.getOrDefault(tool.name(), ToolUse.Lately.NONE), List.of()))
        .toList()
    );
  }

  @GetMapping("/{name}")
  ToolView get(@PathVariable String name) {
    var tool = known(name);
    return view(
      tool,
      use.lately().getOrDefault(name, ToolUse.Lately.NONE),
      catalogue.versions(Kind.TOOL, name)
    );
  }

  /** Stops a tool on all nodes within two seconds, or lets it be called again. */
  @PutMapping("/{name}/switch")
  @PreAuthorize("hasRole('operator')")
  SwitchState turn(@PathVariable String name, @Valid @RequestBody SwitchRequest request) {
    return switches.turn(SwitchKind.TOOL, known(name).name(), request, current.get());
  }

  /** A version of a contract, as its author wrote it. Secrets are references in it. */
  @GetMapping("/{name}/versions/{version}")
  ToolVersionView version(@PathVariable String name, @PathVariable String version) {
    var stored = catalogue.get(Kind.TOOL, name, version);
    return new ToolVersionView(
      stored.version(),
      stored.source(),
      versions.find(version).orElseThrow()
    );
  }

  /**
   * Checks a contract as a file is checked, and puts it in force: on this node at once, on all others within two seconds.
   *
   * @param dryRun only checks
   */
  @PostMapping("/{name}/versions")
  @PreAuthorize("hasRole('operator')")
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
    contracts.refresh();
    return ResponseEntity.status(
      outcome.changed() && !dryRun ? HttpStatus.CREATED : HttpStatus.OK
    ).body(outcome);
  }

  /** Puts an earlier version in force again. */
  @PutMapping("/{name}/version")
  @PreAuthorize("hasRole('operator')")
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
    contracts.refresh();
    return outcome;
  }

  @ExceptionHandler
  ResponseEntity<ProblemDetail> refused(RefusedDefinitionException e) {
    return e.answer();
  }

  /** Contracts drafted from what an MCP server says of its tools today, to be looked through and put into {@code tools/}. */
  @GetMapping("/imports/mcp/{server}")
  @PreAuthorize("hasAnyRole('operator', 'analyst')")
  Listing<McpImport.Draft> draft(
    @PathVariable String server,
    @RequestParam(defaultValue = "unknown") String owner
  ) {
    return Listing.whole(imports.drafts(server, owner));
  }

  private Tool known(String name) {
    return contracts
      .find(name)
      .orElseThrow(() ->
        ProblemException.notFound("tool-not-found", "There is no tool '" + name + "'")
      );
  }

  private ToolView view(Tool tool, ToolUse.Lately lately, List<CatalogueVersion> known) {
    var contract = tool.contract();
    return new ToolView(
      contract.name(),
      contract.title(),
      contract.description(),
      contract.owner(),
      contract.toolClass(),
      contract.reversible(),
      contract.compensation(),
      contract.requires(),
      contract.audience(),
      contract.trust(),
      contract.effect().id(),
      tool.version(),
      contract.arguments(),
      contract.result(),
      contract
        .rates()
        .stream()
        .map(rate -> new ToolView.RateView(rate.per(), rate.limit(), rate.every()))
        .toList(),
      contract.timeout(),
      contract.retry().attempts(),
      contract
        .environments()
        .entrySet()
        .stream()
        .map(environment -> view(contract, environment.getKey(), environment.getValue()))
        .toList(),
      switches.state(SwitchKind.TOOL, contract.name()),
      lately,
      known
    );
  }

  private ToolView.EnvironmentView view(
    Contract contract,
    String environment,
    Contract.Binding binding
  ) {
    var target = binding.target();
    return new ToolView.EnvironmentView(
      environment,
      switch (target) {
        case HttpTarget http -> "http";
        case McpTarget mcp -> "mcp";
        case ProcessTarget process -> "process";
        case BeanTarget bean -> "bean";
        case KnowledgeTarget knowledge -> "knowledge";
      },
      switch (target) {
        case HttpTarget http -> http.method() + " " + http.url();
        case McpTarget mcp -> mcp.tool() + " of " + mcp.server();
        case ProcessTarget process -> process.key();
        case BeanTarget bean -> bean.name();
        case KnowledgeTarget knowledge -> String.join(", ", knowledge.collections());
      },
      breakers.state(contract, environment),
      adapters.quarantined(target).orElse(null)
    );
  }
}
