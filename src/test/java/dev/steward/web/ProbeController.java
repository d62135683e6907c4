package dev.steward.web;

import dev.steward.identity.Role;
import dev.steward.problem.FieldError;
import dev.steward.problem.ProblemException;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import java.time.Instant;
import java.util.List;
import org.flowable.common.engine.api.FlowableOptimisticLockingException;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Fails in all the ways a controller can. */
@TestComponent
@RestController
class ProbeController {

  record Line(@NotBlank String text, @Min(1) int count) {}

  record Body(@Valid List<Line> lines, Role role, Instant at) {}

  @PostMapping("/api/probe")
  Body echo(@Valid @RequestBody Body body) {
    return body;
  }

  @GetMapping("/api/probe/number")
  int number(@RequestParam @Min(1) int n) {
    return n;
  }

  @GetMapping("/api/probe/operators")
  @PreAuthorize("hasRole('operator')")
  String forOperators() {
    return "yes";
  }

  @GetMapping("/api/probe/fail/{how}")
  String fail(@PathVariable String how) {
    throw switch (how) {
      case "problem" -> ProblemException.invalid(
        "No.",
        List.of(new FieldError("/message/body", "is too long"))
      );
      case "duplicate" -> new DuplicateKeyException("secret_table_pkey");
      case "stale" -> new OptimisticLockingFailureException("secret");
      case "engine" -> new FlowableOptimisticLockingException("secret entity");
      default -> new IllegalStateException("secret: password of the database");
    };
  }
}
