package dev.steward.process.task;

import com.fasterxml.jackson.databind.JsonNode;
import dev.steward.identity.Actor;
import dev.steward.identity.CurrentActor;
import dev.steward.listing.Cursor;
import dev.steward.listing.Listing;
import dev.steward.problem.FieldError;
import dev.steward.problem.ProblemException;
import dev.steward.process.engine.Declassification;
import dev.steward.process.form.Form;
import dev.steward.process.spi.OpenTask;
import dev.steward.process.spi.ReviewDetails;
import dev.steward.process.spi.ReviewView;
import dev.steward.process.spi.TaskKind;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/tasks")
class TaskController {

  private final Tasks tasks;
  private final TaskQueries queries;
  private final TaskRules rules;
  private final ReviewDetails reviews;
  private final CurrentActor current;

  TaskController(
    Tasks tasks,
    TaskQueries queries,
    TaskRules rules,
    ReviewDetails reviews,
    CurrentActor current
  ) {
    this.tasks = tasks;
    this.queries = queries;
    this.rules = rules;
    this.reviews = reviews;
    this.current = current;
  }

  /** @param variables a JSON object of the shape the task's form gives */
  @Schema(name = "CompleteTask")
  record Completion(@Nullable JsonNode variables) {}

  /**
   * @param schema form-js schema; null for a task without a form
   * @param clears what whoever completes the task vouches for; null for most tasks
   */
  record TaskForm(@Nullable JsonNode schema, JsonNode variables, @Nullable Clearance clears) {}

  /** @param labels {@code untrusted}, {@code confidential}, which these variables lose */
  record Clearance(List<String> variables, List<String> labels) {
    static Clearance of(Declassification declared) {
      return new Clearance(declared.variables(), declared.labels().names());
    }
  }

  @GetMapping
  Listing<TaskView> list(
    @RequestParam(defaultValue = "candidate") @Schema(
      implementation = TaskQueries.Scope.class
    ) String scope,
    @RequestParam(required = false) @Nullable String q,
    @RequestParam(required = false) @Nullable String processKey,
    @RequestParam(required = false) @Schema(implementation = TaskKind.class) @Nullable String kind,
    @RequestParam(required = false) @Nullable String page
  ) {
    var actor = current.get();
    var filter = new TaskQueries.Filter(
      oneOf(TaskQueries.Scope.values(), scope, "/scope"),
      q == null || q.isBlank() ? null : q.strip(),
      processKey,
      kind == null ? null : oneOf(TaskKind.values(), kind, "/kind")
    );
    var found = queries.list(filter, actor, page == null ? null : Cursor.parse(page));
    var details = reviews.of(found.items().stream().map(OpenTask::id).toList(), actor);
    return new Listing<>(
      found
        .items()
        .stream()
        .map(task -> view(task, details, actor))
        .toList(),
      found.next()
    );
  }

  @GetMapping("/{id}")
  TaskView get(@PathVariable String id) {
    var actor = current.get();
    return view(tasks.get(id, actor), reviews.of(List.of(id), actor), actor);
  }

  @GetMapping("/{id}/form")
  TaskForm form(@PathVariable String id) {
    var task = tasks.get(id, current.get());
    return new TaskForm(
      tasks.form(task).map(Form::schema).orElse(null),
      tasks.formData(task),
      tasks.clears(task).map(Clearance::of).orElse(null)
    );
  }

  @PostMapping("/{id}/claim")
  TaskView claim(@PathVariable String id) {
    tasks.claim(id, current.get());
    return get(id);
  }

  @PostMapping("/{id}/unclaim")
  TaskView unclaim(@PathVariable String id) {
    tasks.unclaim(id, current.get());
    return get(id);
  }

  @PostMapping("/{id}/complete")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void complete(@PathVariable String id, @RequestBody Completion completion) {
    tasks.complete(id, completion.variables(), current.get());
  }

  private TaskView view(OpenTask task, Map<String, ReviewView> details, Actor actor) {
    return TaskView.of(task, details.get(task.id()), rules.refusal(task, actor).orElse(null));
  }

  private static <E extends Enum<E>> E oneOf(E[] values, String text, String path) {
    return Arrays.stream(values)
      .filter(value -> id(value).equals(text))
      .findFirst()
      .orElseThrow(() ->
        ProblemException.invalid(
          "A parameter has a value that does not exist",
          List.of(
            new FieldError(
              path,
              "must be one of " +
                String.join(", ", Arrays.stream(values).map(TaskController::id).toList())
            )
          )
        )
      );
  }

  private static String id(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
