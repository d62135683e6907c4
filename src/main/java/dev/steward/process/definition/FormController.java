package dev.steward.process.definition;

import com.fasterxml.jackson.databind.JsonNode;
import dev.steward.listing.Listing;
import dev.steward.problem.ProblemException;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Forms that a diagram can name without bringing them along. */
@RestController
@RequestMapping("/api/forms")
@PreAuthorize("hasAnyRole('analyst', 'operator', 'approver', 'auditor')")
class FormController {

  private final KnownForms forms;

  FormController(KnownForms forms) {
    this.forms = forms;
  }

  /**
   * @param title its own, else its key in words
   * @param description the first text that it shows; null where it shows none
   * @param inFolder whether every process can name it
   * @param processes keys of those whose newest version holds it
   */
  @Schema(name = "FormSummary")
  record Summary(
    String key,
    String title,
    @Nullable String description,
    boolean inFolder,
    List<String> processes
  ) {}

  /** @param schema form-js */
  @Schema(name = "FormDefinition")
  record Definition(String key, String title, JsonNode schema) {}

  /** In the order of their keys. */
  @GetMapping
  Listing<Summary> list() {
    return Listing.whole(forms.all());
  }

  /** @param processKey of the process that names it: its newest version's form comes before the folder's */
  @GetMapping("/{key}")
  Definition get(
    @PathVariable String key,
    @RequestParam(required = false) @Nullable String processKey
  ) {
    return forms
      .find(key, processKey)
      .orElseThrow(() ->
        ProblemException.notFound("form-not-found", "There is no form '" + key + "'")
      );
  }
}
