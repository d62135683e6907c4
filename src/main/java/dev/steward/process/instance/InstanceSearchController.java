package dev.steward.process.instance;

import dev.steward.identity.Actor;
import dev.steward.identity.CurrentActor;
import dev.steward.listing.Choice;
import dev.steward.listing.Cursor;
import dev.steward.listing.Listing;
import dev.steward.problem.FieldError;
import dev.steward.problem.ProblemException;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Looks for instances. */
@RestController
@RequestMapping("/api/instances")
class InstanceSearchController {

  private final InstanceQueries queries;
  private final CurrentActor current;

  InstanceSearchController(InstanceQueries queries, CurrentActor current) {
    this.queries = queries;
    this.current = current;
  }

  /**
   * Newest first.
   *
   * @param version of the process; only with {@code processKey}
   * @param businessKeyPrefix what the business key begins with
   * @param variable of the instance, or a place inside of one, such as {@code lead.company}; only with {@code value}
   * @param value a text, number or truth value that is equal to what the variable holds
   * @param state any of these
   * @param startedFrom inclusive
   * @param startedBefore exclusive
   * @param activity where the instance is now
   */
  @GetMapping
  Listing<InstanceView> list(
    @RequestParam(required = false) @Nullable String processKey,
    @RequestParam(required = false) @Nullable Integer version,
    @RequestParam(required = false) @Nullable String businessKey,
    @RequestParam(required = false) @Nullable @Size(min = 1, max = 255) String businessKeyPrefix,
    @RequestParam(required = false) @Nullable @Size(min = 1, max = 255) String variable,
    @RequestParam(required = false) @Nullable @Size(max = VariableValue.LONGEST) String value,
    @RequestParam(defaultValue = "") @Schema(
      type = "array",
      implementation = InstanceState[].class
    ) List<String> state,
    @RequestParam(required = false) @Nullable Instant startedFrom,
    @RequestParam(required = false) @Nullable Instant startedBefore,
    @RequestParam(required = false) @Nullable String startedBy,
    @RequestParam(required = false) @Nullable String activity,
    @RequestParam(required = false) @Nullable String page
  ) {
    together(version != null && processKey == null, "/processKey", "is needed with a version");
    together(variable == null && value != null, "/variable", "is needed with a value");
    together(variable != null && value == null, "/value", "is needed with a variable");
    var filter = new InstanceFilter(
      processKey,
      version,
      businessKey,
      businessKeyPrefix,
      variable == null || value == null ? null : VariableValue.of(variable, value),
      state
        .stream()
        .map(id -> Choice.of(InstanceState.values(), id, "/state"))
        .collect(Collectors.toSet()),
      startedFrom,
      startedBefore,
      startedBy,
      visibleTo(current.get()),
      activity
    );
    return queries.list(filter, page == null ? null : Cursor.parse(page));
  }

  /**
   * How many instances there are in each state. Beyond 10,000 nobody counts: the total is then "at least".
   *
   * @param version of the process; only with {@code processKey}
   */
  @GetMapping("/counts")
  Listing<InstanceQueries.Count> counts(
    @RequestParam(required = false) @Nullable String processKey,
    @RequestParam(required = false) @Nullable Integer version
  ) {
    together(version != null && processKey == null, "/processKey", "is needed with a version");
    return Listing.whole(
      queries.counts(InstanceFilter.ofProcess(processKey, version, visibleTo(current.get())))
    );
  }

  private static @Nullable String visibleTo(Actor actor) {
    return Instances.seesAll(actor) ? null : actor.name();
  }

  private static void together(boolean wrong, String path, String message) {
    if (wrong) {
      throw ProblemException.invalid(
        "Two parameters belong together",
        List.of(new FieldError(path, message))
      );
    }
  }
}
