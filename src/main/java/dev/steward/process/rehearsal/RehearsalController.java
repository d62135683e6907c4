package dev.steward.process.rehearsal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.steward.identity.CurrentActor;
import dev.steward.problem.FieldError;
import dev.steward.problem.ProblemException;
import dev.steward.process.definition.Uploads;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.validation.Valid;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RequestPart;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

/** For whoever rehearses; operators see and end everybody's. */
@RestController
@RequestMapping("/api/rehearsals")
@PreAuthorize("hasAnyRole('analyst', 'operator')")
class RehearsalController {

  private final Rehearsals rehearsals;
  private final Answers answers;
  private final CurrentActor current;
  private final ObjectMapper json;

  RehearsalController(
    Rehearsals rehearsals,
    Answers answers,
    CurrentActor current,
    ObjectMapper json
  ) {
    this.rehearsals = rehearsals;
    this.answers = answers;
    this.current = current;
    this.json = json;
  }

  /**
   * Runs diagrams that are not deployed, in the sandbox and with the rehearsal model.
   *
   * @param files as for a deployment
   * @param processKey which process, where the files hold several
   * @param variables a JSON object, as a start takes it
   */
  @PostMapping(consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
  @ApiResponse(responseCode = "201", description = "Started")
  @ApiResponse(
    responseCode = "422",
    description = "Refused",
    content = @Content(
      mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE,
      schema = @Schema(implementation = Uploads.Refusal.class)
    )
  )
  ResponseEntity<RehearsalView> start(
    @RequestPart List<MultipartFile> files,
    @RequestParam(required = false) @Nullable String processKey,
    @RequestParam(required = false) @Nullable String variables
  ) {
    var actor = current.get();
    var id = rehearsals.start(Uploads.bundle(files), processKey, parsed(variables), actor);
    return ResponseEntity.created(URI.create("/api/rehearsals/" + id)).body(
      rehearsals.get(id, actor)
    );
  }

  @GetMapping("/{id}")
  RehearsalView get(@PathVariable UUID id) {
    return rehearsals.get(id, current.get());
  }

  /** Answers a task in the place of those who would be asked, or lets an event happen. What follows from it may take a moment. */
  @PostMapping("/{id}/answers")
  RehearsalView answer(@PathVariable UUID id, @Valid @RequestBody Answer answer) {
    var actor = current.get();
    answers.give(id, answer, actor);
    return rehearsals.get(id, actor);
  }

  @DeleteMapping("/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void end(@PathVariable UUID id) {
    rehearsals.end(id, current.get());
  }

  private @Nullable JsonNode parsed(@Nullable String variables) {
    if (variables == null || variables.isBlank()) {
      return null;
    }
    try {
      return json.readTree(variables);
    } catch (JsonProcessingException e) {
      throw ProblemException.invalid(
        "The variables are no JSON",
        List.of(new FieldError("/variables", "must be a JSON object"))
      );
    }
  }
}
