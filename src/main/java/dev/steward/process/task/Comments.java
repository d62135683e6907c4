package dev.steward.process.task;

import dev.steward.identity.Actor;
import dev.steward.problem.FieldError;
import dev.steward.problem.ProblemException;
import dev.steward.process.engine.EngineActor;
import dev.steward.process.spi.OpenTask;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.flowable.engine.TaskService;
import org.flowable.engine.task.Comment;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What people say to each other about a task, as the engine keeps it. Plain text. */
@Component
class Comments {

  private final TaskService service;
  private final TaskProperties properties;
  private final TaskAudit audit;

  Comments(TaskService service, TaskProperties properties, TaskAudit audit) {
    this.service = service;
    this.properties = properties;
    this.audit = audit;
  }

  record TaskComment(String id, @Nullable String author, String text, Instant at) {
    static TaskComment of(Comment comment) {
      return new TaskComment(
        comment.getId(),
        comment.getUserId(),
        comment.getFullMessage(),
        comment.getTime().toInstant()
      );
    }
  }

  /** Oldest first. */
  List<TaskComment> of(OpenTask task) {
    return service
      .getTaskComments(task.id())
      .stream()
      .map(TaskComment::of)
      .sorted(Comparator.comparing(TaskComment::at))
      .toList();
  }

  /** In the caller's transaction. @throws ProblemException 422 for a text that is empty, too long, or cannot be stored */
  TaskComment add(OpenTask task, @Nullable String text, Actor actor) {
    var plain = text == null ? "" : text.strip();
    if (plain.isEmpty()) {
      throw invalid("is required");
    }
    if (plain.length() > properties.longestComment()) {
      throw invalid("must have at most " + properties.longestComment() + " characters");
    }
    if (plain.indexOf('\0') >= 0) {
      throw invalid("holds a character that cannot be stored");
    }
    var added = new Comment[1];
    EngineActor.run(
      actor,
      () -> added[0] = service.addComment(task.id(), task.instanceId(), plain)
    );
    audit.record(
      task,
      actor.name(),
      null,
      "task.commented",
      "Commented on",
      Map.of("comment", plain)
    );
    return TaskComment.of(added[0]);
  }

  private static ProblemException invalid(String message) {
    return ProblemException.invalid(
      "The comment cannot be kept",
      List.of(new FieldError("/comment", message))
    );
  }
}
