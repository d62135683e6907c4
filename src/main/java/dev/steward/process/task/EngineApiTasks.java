package dev.steward.process.task;

import dev.steward.identity.Actor;
import dev.steward.problem.ProblemException;
import dev.steward.process.spi.OpenTask;
import dev.steward.process.spi.TaskKind;
import dev.steward.process.spi.TaskRule;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.flowable.common.engine.impl.identity.Authentication;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;

/** Tasks taken and completed over Flowable's own REST API, by the rules of ours. */
@Component
public class EngineApiTasks implements TaskRule {

  private static final String COMPLETES = EngineApiTasks.class.getName() + ".completes";

  // The engine needs its task rules before it can serve what these need.
  private final ObjectProvider<Tasks> tasks;
  private final ObjectProvider<TaskWork> work;
  private final ObjectProvider<TaskAuthority> authority;
  private final TaskAudit audit;

  EngineApiTasks(
    ObjectProvider<Tasks> tasks,
    ObjectProvider<TaskWork> work,
    ObjectProvider<TaskAuthority> authority,
    TaskAudit audit
  ) {
    this.tasks = tasks;
    this.work = work;
    this.authority = authority;
    this.audit = audit;
  }

  /**
   * Claims the task, or gives it back; what Flowable then does once more changes nothing.
   *
   * @throws ProblemException as at {@code /api/tasks/{id}/claim}
   */
  public void claim(String id, @Nullable String assignee, Actor actor) {
    if (assignee == null) {
      work.getObject().unclaim(id, actor);
    } else if (assignee.equals(actor.name())) {
      work.getObject().claim(id, actor);
    } else {
      throw ProblemException.forbidden("Nobody claims a task for somebody else");
    }
  }

  /**
   * To be called before Flowable completes the task, without values, in the same request.
   *
   * @throws ProblemException as at {@code /api/tasks/{id}/complete}
   */
  public void completes(String id, Actor actor) {
    var task = tasks.getObject().get(id, actor);
    if (task.kind() != TaskKind.USER) {
      throw ProblemException.conflict("decision-needed", "This task is completed by a decision");
    }
    if (tasks.getObject().form(task).isPresent()) {
      throw ProblemException.forbidden(
        "A task with a form is completed at /api/tasks/{id}/complete"
      );
    }
    authority.getObject().check(task, actor);
    var request = RequestContextHolder.currentRequestAttributes();
    request.setAttribute(COMPLETES, id, RequestAttributes.SCOPE_REQUEST);
    // Whom the engine's rules ask for. Flowable goes on in this thread as soon as this returns.
    var before = Authentication.getAuthenticatedUserId();
    Authentication.setAuthenticatedUserId(actor.name());
    request.registerDestructionCallback(
      COMPLETES,
      () -> Authentication.setAuthenticatedUserId(before),
      RequestAttributes.SCOPE_REQUEST
    );
  }

  @Override
  public Optional<String> refusal(OpenTask task, Actor actor) {
    return Optional.empty();
  }

  /** In the transaction that completes the task. */
  @Override
  public void beforeCompletion(OpenTask task, Actor actor) {
    var request = RequestContextHolder.getRequestAttributes();
    if (
      request == null ||
      !Objects.equals(request.getAttribute(COMPLETES, RequestAttributes.SCOPE_REQUEST), task.id())
    ) {
      return;
    }
    audit.record(
      task,
      actor.name(),
      authority.getObject().insteadOf(task, actor),
      "task.completed",
      "Completed",
      Map.of()
    );
  }
}
