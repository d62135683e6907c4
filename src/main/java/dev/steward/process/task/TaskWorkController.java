package dev.steward.process.task;

import com.fasterxml.jackson.databind.JsonNode;
import dev.steward.identity.CurrentActor;
import dev.steward.listing.Listing;
import dev.steward.process.spi.ItemResult;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Works on tasks: one at a time, or several with one result each. */
@RestController
@RequestMapping("/api/tasks")
class TaskWorkController {

  private final TaskWork work;
  private final TaskViews views;
  private final CurrentActor current;

  TaskWorkController(TaskWork work, TaskViews views, CurrentActor current) {
    this.work = work;
    this.views = views;
    this.current = current;
  }

  /** @param variables a JSON object of the shape the task's form gives */
  @Schema(name = "CompleteTask")
  record Completion(@Nullable JsonNode variables) {}

  /** @param to a person's name */
  @Schema(name = "ReassignTask")
  record Reassignment(@NotBlank String to) {}

  /** @param to a person's name */
  @Schema(name = "DelegateTask")
  record Delegation(@NotBlank String to, @Nullable String comment) {}

  /** @param variables what was prepared, of the shape the task's form gives; the owner finds it as a draft */
  @Schema(name = "ResolveTask")
  record Resolution(@Nullable String comment, @Nullable JsonNode variables) {}

  @PostMapping("/{id}/claim")
  TaskView claim(@PathVariable String id) {
    work.claim(id, current.get());
    return views.of(id, current.get());
  }

  @PostMapping("/{id}/unclaim")
  TaskView unclaim(@PathVariable String id) {
    work.unclaim(id, current.get());
    return views.of(id, current.get());
  }

  /** Gives the task to somebody else for good: by operators, and by whoever has it. */
  @PostMapping("/{id}/reassign")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void reassign(@PathVariable String id, @Valid @RequestBody Reassignment request) {
    work.reassign(id, request.to(), current.get());
  }

  /** Hands the task to somebody else to be prepared. */
  @PostMapping("/{id}/delegate")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void delegate(@PathVariable String id, @Valid @RequestBody Delegation request) {
    work.delegate(id, request.to(), request.comment(), current.get());
  }

  /** Gives a delegated task back to whoever handed it over. */
  @PostMapping("/{id}/resolve")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void resolve(@PathVariable String id, @RequestBody Resolution request) {
    work.resolve(id, request.comment(), request.variables(), current.get());
  }

  @PostMapping("/{id}/complete")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void complete(@PathVariable String id, @RequestBody Completion completion) {
    work.complete(id, completion.variables(), current.get());
  }

  /** Does the same to several tasks, each by itself: some may succeed where others do not. */
  @PostMapping("/bulk")
  Listing<ItemResult> bulk(@Valid @RequestBody BulkWork request) {
    var actor = current.get();
    return Listing.whole(
      request
        .ids()
        .stream()
        .map(id -> request.on(id, work, actor))
        .toList()
    );
  }
}
