package dev.steward.monitoring;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.steward.identity.CurrentActor;
import dev.steward.process.spi.VisibleInstances;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
class OutcomeController {

  private final Outcomes outcomes;
  private final VisibleInstances instances;
  private final CurrentActor current;

  OutcomeController(Outcomes outcomes, VisibleInstances instances, CurrentActor current) {
    this.outcomes = outcomes;
    this.instances = instances;
    this.current = current;
  }

  enum Kind {
    CLASSIFICATION,
    TOOL_USE,
    ROUTING;

    @JsonValue
    String id() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /**
   * @param of what was right or wrong
   * @param label which one, such as {@code lead.fit}; another judgement on the same one takes its place
   * @param activityId the step that it is about; null where it is about the whole
   */
  @Schema(name = "OutcomeLabel")
  record Label(
    @NotNull Kind of,
    @NotBlank @Size(max = 100) String label,
    @NotNull Boolean correct,
    @Nullable @Size(max = 255) String activityId,
    @Nullable @Size(max = 2000) String comment
  ) {}

  /** Says whether what was made of an instance was right, once that is known. */
  @PostMapping("/api/instances/{id}/outcome")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @PreAuthorize("hasAnyRole('app', 'analyst', 'approver', 'operator')")
  void label(@PathVariable String id, @Valid @RequestBody Label label) {
    var actor = current.get();
    instances.require(id, actor);
    outcomes.label(id, label, actor);
  }
}
