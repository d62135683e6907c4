package dev.steward.process.instance;

import dev.steward.identity.CurrentActor;
import dev.steward.listing.Listing;
import jakarta.validation.Valid;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/instances/{id}/variables")
class VariableController {

  private final InstanceVariables variables;
  private final VariableHistories histories;
  private final VariableChanges changes;
  private final CurrentActor current;

  VariableController(
    InstanceVariables variables,
    VariableHistories histories,
    VariableChanges changes,
    CurrentActor current
  ) {
    this.variables = variables;
    this.histories = histories;
    this.changes = changes;
    this.current = current;
  }

  @GetMapping
  Listing<VariableView> list(@PathVariable String id) {
    return Listing.whole(variables.of(id, current.get()));
  }

  @GetMapping("/{name}/history")
  VariableView.History history(@PathVariable String id, @PathVariable String name) {
    return histories.of(id, name, current.get());
  }

  /** Puts another value into a variable that is there. */
  @PutMapping("/{name}")
  @PreAuthorize("hasRole('operator')")
  VariableView change(
    @PathVariable String id,
    @PathVariable String name,
    @Valid @RequestBody VariableChange change
  ) {
    var operator = current.get();
    changes.change(id, name, change, operator);
    return variables.get(id, name, operator);
  }
}
