package dev.steward.agent;

import dev.steward.control.SwitchKind;
import dev.steward.control.SwitchRequest;
import dev.steward.control.SwitchState;
import dev.steward.control.Switches;
import dev.steward.identity.CurrentActor;
import dev.steward.listing.Listing;
import dev.steward.model.Models;
import dev.steward.problem.ProblemException;
import jakarta.validation.Valid;
import java.util.List;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The catalogue of agents. */
@RestController
@RequestMapping("/api/agents")
class AgentController {

  private final AgentRoles roles;
  private final AgentUse use;
  private final Models models;
  private final Switches switches;
  private final CurrentActor current;

  AgentController(
    AgentRoles roles,
    AgentUse use,
    Models models,
    Switches switches,
    CurrentActor current
  ) {
    this.roles = roles;
    this.use = use;
    this.models = models;
    this.switches = switches;
    this.current = current;
  }

  @GetMapping
  Listing<AgentView> list() {
    var lately = use.lately();
    return Listing.whole(
      roles
        .all()
        .stream()
        .map(version ->
          view(version, lately.getOrDefault(version.role().name(), AgentUse.Lately.NONE), List.of())
        )
        .toList()
    );
  }

  @GetMapping("/{name}")
  AgentView get(@PathVariable String name) {
    return view(
      known(name),
      use.lately().getOrDefault(name, AgentUse.Lately.NONE),
      roles.versions(name)
    );
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
    List<AgentView.VersionView> versions
  ) {
    var role = version.role();
    return new AgentView(
      role.name(),
      role.responsibility(),
      role.represents(),
      role.model(),
      models.rehearses(role.model()),
      version.digest(),
      role.tools(),
      role.limits(),
      role.output(),
      switches.state(SwitchKind.AGENT, role.name()),
      lately,
      versions
    );
  }
}
