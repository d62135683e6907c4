package dev.steward.process.task;

import com.fasterxml.jackson.databind.JsonNode;
import dev.steward.identity.CurrentActor;
import dev.steward.listing.Choice;
import dev.steward.listing.Listing;
import dev.steward.process.engine.Declassification;
import dev.steward.process.form.Form;
import dev.steward.process.spi.TaskKind;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Looks at tasks. */
@RestController
@RequestMapping("/api/tasks")
class TaskController {

  private final Tasks tasks;
  private final TaskSearch search;
  private final TaskViews views;
  private final CurrentActor current;
  private final Clock clock;

  TaskController(
    Tasks tasks,
    TaskSearch search,
    TaskViews views,
    CurrentActor current,
    Clock clock
  ) {
    this.tasks = tasks;
    this.search = search;
    this.views = views;
    this.current = current;
    this.clock = clock;
  }

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

  /**
   * @param q part of the name, the business key or the process's name
   * @param dueBefore exclusive; leaves out tasks without a due date
   * @param zone whose day {@code due=today} means, such as {@code Europe/Berlin}
   * @param priority at least
   */
  @GetMapping
  Listing<TaskView> list(
    @RequestParam(defaultValue = "candidate") @Schema(
      implementation = TaskFilter.Scope.class
    ) String scope,
    @RequestParam(required = false) @Nullable String q,
    @RequestParam(required = false) @Nullable String processKey,
    @RequestParam(required = false) @Schema(implementation = TaskKind.class) @Nullable String kind,
    @RequestParam(required = false) @Schema(implementation = Due.class) @Nullable String due,
    @RequestParam(required = false) @Nullable Instant dueBefore,
    @RequestParam(defaultValue = "UTC") ZoneId zone,
    @RequestParam(required = false) @Nullable Integer priority,
    @RequestParam(defaultValue = "created") @Schema(implementation = TaskOrder.class) String sort,
    @RequestParam(required = false) @Nullable String page
  ) {
    var actor = current.get();
    var order = Choice.of(TaskOrder.values(), sort, "/sort");
    var period = Due.period(
      due == null ? null : Choice.of(Due.values(), due, "/due"),
      dueBefore,
      zone,
      clock.instant()
    );
    var filter = new TaskFilter(
      Choice.of(TaskFilter.Scope.values(), scope, "/scope"),
      q == null || q.isBlank() ? null : q.strip(),
      processKey,
      kind == null ? null : Choice.of(TaskKind.values(), kind, "/kind"),
      period.from(),
      period.before(),
      priority
    );
    var found = search.list(
      filter,
      order,
      actor,
      page == null ? null : TaskCursor.parse(page, order)
    );
    return new Listing<>(views.of(found.items(), actor), found.next());
  }

  /** How many tasks there are in each scope. */
  @GetMapping("/counts")
  Listing<TaskSearch.Count> counts() {
    return Listing.whole(search.counts(current.get()));
  }

  @GetMapping("/{id}")
  TaskView get(@PathVariable String id) {
    return views.of(id, current.get());
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
}
