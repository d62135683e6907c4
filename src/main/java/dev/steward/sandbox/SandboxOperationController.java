package dev.steward.sandbox;

import jakarta.validation.Valid;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** For operators: what the demo systems were asked to do, and how they should misbehave. */
@SandboxComponent
@RestController
@RequestMapping("/sandbox")
class SandboxOperationController {

  private final Effects effects;
  private final Faults faults;

  SandboxOperationController(Effects effects, Faults faults) {
    this.effects = effects;
    this.faults = faults;
  }

  record Items<T>(List<T> items) {}

  @GetMapping("/effects")
  Items<Effects.Effect> effects(
    @RequestParam(required = false) @Nullable String system,
    @RequestParam(required = false) @Nullable String operation,
    @RequestParam(required = false) @Nullable String idempotencyKey
  ) {
    return new Items<>(effects.all(system, operation, idempotencyKey));
  }

  @GetMapping("/faults")
  Items<Fault> faults() {
    return new Items<>(faults.all());
  }

  @PutMapping("/faults")
  Fault put(@RequestBody @Valid Fault fault) {
    return faults.put(fault);
  }

  @DeleteMapping("/faults")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void clear() {
    faults.clear();
  }
}
