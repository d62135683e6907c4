package dev.steward.process.task;

import com.fasterxml.jackson.databind.JsonNode;
import dev.steward.identity.Actor;
import dev.steward.process.attachment.Attachments;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What people do with tasks, each in a transaction of its own that yields to nobody and loses nothing. */
@Component
class TaskWork {

  private final Tasks tasks;
  private final Assignments assignments;
  private final Drafts drafts;
  private final Attachments attachments;

  TaskWork(Tasks tasks, Assignments assignments, Drafts drafts, Attachments attachments) {
    this.tasks = tasks;
    this.assignments = assignments;
    this.drafts = drafts;
    this.attachments = attachments;
  }

  void claim(String id, Actor actor) {
    tasks.inTurn(id, () -> assignments.claim(id, actor));
  }

  void unclaim(String id, Actor actor) {
    tasks.inTurn(id, () -> assignments.unclaim(id, actor));
  }

  void reassign(String id, String to, Actor actor) {
    tasks.inTurn(id, () -> assignments.reassign(id, to, actor));
  }

  void delegate(String id, String to, @Nullable String comment, Actor actor) {
    tasks.inTurn(id, () -> assignments.delegate(id, to, comment, actor));
  }

  void resolve(String id, @Nullable String comment, @Nullable JsonNode prepared, Actor actor) {
    tasks.inTurn(id, () -> {
      var owner = tasks.get(id, actor).owner();
      if (prepared != null && !prepared.isNull()) {
        tasks.saveDraft(id, prepared, actor);
      }
      assignments.resolve(id, comment, actor);
      if (prepared != null && !prepared.isNull() && owner != null) {
        drafts.save(id, owner, prepared);
        drafts.delete(id, actor.name());
        attachments.handOver(id, actor.name(), owner);
      }
    });
  }

  void complete(String id, @Nullable JsonNode variables, Actor actor) {
    tasks.inTurn(id, () -> tasks.complete(id, variables, actor));
  }
}
