package dev.steward.evaluation;

import dev.steward.catalogue.DefinitionRefusal;
import dev.steward.catalogue.RefusedDefinitionException;
import dev.steward.identity.CurrentActor;
import dev.steward.listing.Listing;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.validation.Valid;
import java.net.URI;
import java.util.UUID;
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
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Agents on their golden cases, for those who may change agents. */
@RestController
@RequestMapping("/api/evaluations")
@PreAuthorize("hasAnyRole('analyst', 'operator')")
class EvaluationController {

  private final Evaluations evaluations;
  private final CurrentActor current;

  EvaluationController(Evaluations evaluations, CurrentActor current) {
    this.evaluations = evaluations;
    this.current = current;
  }

  /** Tries an agent on its golden cases: nothing is called but the model. */
  @PostMapping
  @ApiResponse(responseCode = "202", description = "Started")
  @ApiResponse(
    responseCode = "422",
    description = "Refused",
    content = @Content(
      mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE,
      schema = @Schema(implementation = DefinitionRefusal.class)
    )
  )
  ResponseEntity<EvaluationView> start(@Valid @RequestBody EvaluationRequest request) {
    var id = evaluations.start(request, current.get());
    return ResponseEntity.accepted()
      .location(URI.create("/api/evaluations/" + id))
      .body(evaluations.get(id));
  }

  /** The newest 200. */
  @GetMapping
  Listing<Evaluation> list(@RequestParam(required = false) @Nullable String agent) {
    return Listing.whole(evaluations.latest(agent));
  }

  /** With its results so far, side by side with the agent's last evaluation before it. */
  @GetMapping("/{id}")
  EvaluationView get(@PathVariable UUID id) {
    return evaluations.get(id);
  }

  @DeleteMapping("/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void cancel(@PathVariable UUID id) {
    evaluations.cancel(id, current.get());
  }

  @ExceptionHandler
  ResponseEntity<ProblemDetail> refused(RefusedDefinitionException e) {
    return e.answer();
  }
}
