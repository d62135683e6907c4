package dev.steward.control;

import dev.steward.identity.CurrentActor;
import dev.steward.listing.Listing;
import jakarta.validation.Valid;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** All switches, and the one that stops everything; those of tools, agents and processes are found with them. */
@RestController
class SwitchController {

  private final Switches switches;
  private final CurrentActor current;

  SwitchController(Switches switches, CurrentActor current) {
    this.switches = switches;
    this.current = current;
  }

  /** The switches that somebody has ever touched. */
  @GetMapping("/api/switches")
  Listing<SwitchState> list() {
    return Listing.whole(switches.all());
  }

  /** Stops every agent and every tool, or lets them go on. */
  @PutMapping("/api/switches/all")
  @PreAuthorize("hasRole('operator')")
  SwitchState turnAll(@Valid @RequestBody SwitchRequest request) {
    return switches.turn(SwitchKind.ALL, "", request, current.get());
  }
}
