package dev.steward.process.definition;

import com.fasterxml.jackson.databind.JsonNode;
import dev.steward.control.SwitchKind;
import dev.steward.control.SwitchRequest;
import dev.steward.control.SwitchState;
import dev.steward.control.Switches;
import dev.steward.identity.CurrentActor;
import dev.steward.listing.Listing;
import dev.steward.process.form.Form;
import jakarta.validation.Valid;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/processes")
class ProcessController {

  private final Definitions definitions;
  private final Switches switches;
  private final CurrentActor current;

  ProcessController(Definitions definitions, Switches switches, CurrentActor current) {
    this.definitions = definitions;
    this.switches = switches;
    this.current = current;
  }

  @GetMapping
  Listing<ProcessSummary> list() {
    return Listing.whole(definitions.latest());
  }

  @GetMapping("/{key}")
  ProcessDetail get(@PathVariable String key) {
    return definitions.detail(key);
  }

  /** @param schema form-js schema; null where the process takes any variables */
  record StartForm(@Nullable JsonNode schema) {}

  @GetMapping("/{key}/start-form")
  StartForm startForm(@PathVariable String key) {
    return new StartForm(
      definitions.startForm(definitions.get(key)).map(Form::schema).orElse(null)
    );
  }

  @GetMapping("/{key}/switch")
  SwitchState switchState(@PathVariable String key) {
    return switches.state(SwitchKind.PROCESS, definitions.get(key).getKey());
  }

  /** Stops the agents and tools of all instances, and new instances too; or lets them go on. */
  @PutMapping("/{key}/switch")
  @PreAuthorize("hasRole('operator')")
  SwitchState turn(@PathVariable String key, @Valid @RequestBody SwitchRequest request) {
    return switches.turn(SwitchKind.PROCESS, definitions.get(key).getKey(), request, current.get());
  }

  /** @param version the latest where none is named */
  @GetMapping(path = "/{key}/bpmn", produces = MediaType.APPLICATION_XML_VALUE)
  byte[] bpmn(@PathVariable String key, @RequestParam(required = false) @Nullable Integer version) {
    return definitions.bpmn(key, version);
  }
}
