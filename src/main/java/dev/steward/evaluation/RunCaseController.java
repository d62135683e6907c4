package dev.steward.evaluation;

import dev.steward.identity.CurrentActor;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Golden cases out of recorded runs. */
@RestController
class RunCaseController {

  private final RunCases cases;
  private final CurrentActor current;

  RunCaseController(RunCases cases, CurrentActor current) {
    this.cases = cases;
    this.current = current;
  }

  /** A case that expects what the run did, with addresses and numbers of people masked. It is kept nowhere here. */
  @PostMapping(path = "/api/runs/{id}/case", produces = "application/yaml")
  @PreAuthorize("hasAnyRole('analyst', 'operator')")
  ResponseEntity<String> make(@PathVariable UUID id) {
    var name = ContentDisposition.attachment()
      .filename("run-" + id + ".yaml", StandardCharsets.UTF_8)
      .build();
    return ResponseEntity.ok()
      .header(HttpHeaders.CONTENT_DISPOSITION, name.toString())
      .body(cases.of(id, current.get()));
  }
}
