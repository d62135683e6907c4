package dev.steward.process.task;

import dev.steward.identity.Actor;
import dev.steward.identity.People;
import dev.steward.identity.Role;
import dev.steward.problem.FieldError;
import dev.steward.problem.ProblemException;
import dev.steward.process.engine.EngineActor;
import dev.steward.process.spi.OpenTask;
import java.util.List;
import java.util.Map;
import org.flowable.engine.TaskService;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Whose task it is. Each method works in the caller's transaction. */
@Component
class Assignments {

  private final TaskService service;
  private final Tasks tasks;
  private final TaskAuthority authority;
  private final Comments comments;
  private final People people;
  private final TaskAudit audit;

  Assignments(
    TaskService service,
    Tasks tasks,
    TaskAuthority authority,
    Comments comments,
    People people,
    TaskAudit audit
  ) {
    this.service = service;
    this.tasks = tasks;
    this.authority = authority;
    this.comments = comments;
    this.people = people;
    this.audit = audit;
  }

  /** Takes a free task, or that of somebody for whom the actor stands in. */
  void claim(String id, Actor actor) {
    var task = tasks.get(id, actor);
    if (actor.name().equals(task.assignee())) {
      return;
    }
    var absent = authority.standsInFor(task, actor);
    if (task.assignee() != null && absent.isEmpty() && authority.isCandidate(task, actor)) {
      throw ProblemException.conflict(
        "task-already-claimed",
        "The task was claimed by " + task.assignee()
      );
    }
    TaskAuthority.refuse(authority.workRefusal(task, actor));
    if (absent.isPresent()) {
      refuseDelegated(task);
      takeOver(task, absent.get(), actor);
    } else {
      EngineActor.run(actor, () -> service.claim(id, actor.name()));
    }
    audit.record(
      task,
      actor.name(),
      absent.map(Actor::name).orElse(null),
      "task.claimed",
      "Claimed",
      Map.of()
    );
  }

  void unclaim(String id, Actor actor) {
    var task = tasks.get(id, actor);
    if (!actor.name().equals(task.assignee()) && !actor.is(Role.OPERATOR)) {
      throw ProblemException.forbidden(
        "Only operators and whoever claimed a task may give it back"
      );
    }
    if (task.assignee() == null) {
      return;
    }
    if (!actor.is(Role.OPERATOR)) {
      refuseDelegated(task);
    }
    release(task);
    audit.record(task, actor.name(), null, "task.unclaimed", "Gave back", Map.of());
  }

  /** Gives the task to somebody else who may do it, for good. */
  void reassign(String id, String to, Actor actor) {
    var task = tasks.get(id, actor);
    if (!actor.is(Role.OPERATOR)) {
      if (!actor.name().equals(task.assignee())) {
        throw ProblemException.forbidden("Only operators and whoever has a task may reassign it");
      }
      refuseDelegated(task);
    }
    var other = candidate(task, to);
    if (other.name().equals(task.assignee()) && !task.delegated()) {
      return;
    }
    release(task);
    service.setAssignee(id, other.name());
    audit.record(
      task,
      actor.name(),
      null,
      "task.reassigned",
      "Gave %s the task".formatted(other.name()),
      Map.of("to", other.name())
    );
  }

  /** Hands the task to somebody else to be prepared; it comes back with {@link #resolve}. */
  void delegate(String id, String to, @Nullable String comment, Actor actor) {
    var task = tasks.get(id, actor);
    if (!actor.name().equals(task.assignee())) {
      throw ProblemException.forbidden("Only whoever has claimed a task may delegate it");
    }
    refuseDelegated(task);
    TaskAuthority.refuse(authority.candidateRefusal(task, actor));
    if (to.equals(actor.name())) {
      throw notCandidate("You have the task already");
    }
    var other = candidate(task, to);
    service.setOwner(id, actor.name());
    service.delegateTask(id, other.name());
    say(task, comment, actor);
    audit.record(
      task,
      actor.name(),
      null,
      "task.delegated",
      "Handed %s the task".formatted(other.name()),
      Map.of("to", other.name())
    );
  }

  /** Gives a delegated task back to whoever handed it over. */
  void resolve(String id, @Nullable String comment, Actor actor) {
    var task = tasks.get(id, actor);
    if (!actor.name().equals(task.assignee())) {
      throw ProblemException.forbidden("Only whoever was handed a task gives it back");
    }
    if (!task.delegated()) {
      throw ProblemException.conflict("task-not-delegated", "Nobody has handed this task over");
    }
    service.resolveTask(id);
    say(task, comment, actor);
    audit.record(
      task,
      actor.name(),
      null,
      "task.resolved",
      "Gave %s back".formatted(String.valueOf(task.owner())),
      Map.of("to", String.valueOf(task.owner()))
    );
  }

  /** Makes the task free for all who may do it, whoever has it now. */
  void release(OpenTask task) {
    if (task.assignee() == null) {
      return;
    }
    if (task.delegated()) {
      service.resolveTask(task.id());
    }
    // A diagram may have named this one person only, and they must be able to take it again.
    if (task.groups().isEmpty() && task.people().isEmpty()) {
      service.addCandidateUser(
        task.id(),
        task.delegated() && task.owner() != null ? task.owner() : task.assignee()
      );
    }
    service.unclaim(task.id());
    if (task.owner() != null) {
      service.setOwner(task.id(), null);
    }
  }

  private void takeOver(OpenTask task, Actor absent, Actor actor) {
    release(task);
    if (!authority.isCandidate(task, actor)) {
      service.addCandidateUser(task.id(), actor.name());
    }
    EngineActor.run(actor, () -> service.claim(task.id(), actor.name()));
    service.setOwner(task.id(), absent.name());
  }

  private Actor candidate(OpenTask task, String name) {
    var other = people
      .find(name)
      .filter(found -> !name.startsWith(People.ROLE))
      .orElseThrow(() -> notCandidate("nobody has this name"));
    authority.candidateRefusal(task, other).ifPresent(reason -> {
      throw notCandidate(reason);
    });
    return other;
  }

  private void say(OpenTask task, @Nullable String comment, Actor actor) {
    if (comment != null && !comment.isBlank()) {
      comments.add(task, comment, actor);
    }
  }

  private static void refuseDelegated(OpenTask task) {
    if (task.delegated()) {
      throw ProblemException.conflict(
        "task-delegated",
        "The task was handed over by %s: it goes back first".formatted(task.owner())
      );
    }
  }

  private static ProblemException notCandidate(String reason) {
    return ProblemException.invalid(
      "The task cannot be given to this person",
      List.of(new FieldError("/to", reason))
    );
  }
}
