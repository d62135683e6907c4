package dev.steward.process.task;

import com.fasterxml.jackson.databind.JsonNode;
import dev.steward.identity.CurrentActor;
import dev.steward.listing.Listing;
import dev.steward.problem.ProblemException;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** What people write down while a task is open: comments for all who see it, and drafts for themselves. */
@RestController
@RequestMapping("/api/tasks/{id}")
class TaskNotesController {

  private final Tasks tasks;
  private final Comments comments;
  private final Drafts drafts;
  private final CurrentActor current;

  TaskNotesController(Tasks tasks, Comments comments, Drafts drafts, CurrentActor current) {
    this.tasks = tasks;
    this.comments = comments;
    this.drafts = drafts;
    this.current = current;
  }

  /** @param comment plain text */
  @Schema(name = "AddComment")
  record Comment(@Nullable String comment) {}

  /** @param variables a JSON object of the shape the task's form gives */
  @Schema(name = "SaveDraft")
  record DraftRequest(@Nullable JsonNode variables) {}

  @GetMapping("/comments")
  Listing<Comments.TaskComment> comments(@PathVariable String id) {
    return Listing.whole(comments.of(tasks.get(id, current.get())));
  }

  @PostMapping("/comments")
  @ResponseStatus(HttpStatus.CREATED)
  @Transactional
  Comments.TaskComment comment(@PathVariable String id, @RequestBody Comment request) {
    var actor = current.get();
    return comments.add(tasks.get(id, actor), request.comment(), actor);
  }

  /** One's own; 404 where there is none. */
  @GetMapping("/draft")
  Drafts.Draft draft(@PathVariable String id) {
    var actor = current.get();
    tasks.get(id, actor);
    return drafts
      .find(id, actor.name())
      .orElseThrow(() ->
        ProblemException.notFound("draft-not-found", "You have no draft for this task")
      );
  }

  @PutMapping("/draft")
  @Transactional
  Drafts.Draft save(@PathVariable String id, @RequestBody DraftRequest request) {
    return tasks.saveDraft(id, request.variables(), current.get());
  }

  @DeleteMapping("/draft")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void delete(@PathVariable String id) {
    var actor = current.get();
    tasks.get(id, actor);
    drafts.delete(id, actor.name());
  }
}
