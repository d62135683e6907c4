package dev.steward.process.task;

import dev.steward.audit.AuditEntry;
import dev.steward.audit.AuditTrail;
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
  private final ObjectProvider<TaskRules> rules;
  private final AuditTrail audit;

  EngineApiTasks(ObjectProvider<Tasks> tasks, ObjectProvider<TaskRules> rules, AuditTrail audit) {
    this.tasks = tasks;
    this.rules = rules;
    this.audit = audit;
  }

  /**
   * Claims the task, or gives it back; what Flowable then does once more changes nothing.
   *
   * @throws ProblemException as at {@code /api/tasks/{id}/claim}
   */
  public void claim(String id, @Nullable String assignee, Actor actor) {
    if (assignee == null) {
      tasks.getObject().unclaim(id, actor);
    } else if (assignee.equals(actor.name())) {
      tasks.getObject().claim(id, actor);
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
    rules.getObject().check(task, actor);
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
      new AuditEntry(
        "task.completed",
        actor.name(),
        null,
        task.processKey(),
        task.instanceId(),
        task.activityId(),
        null,
        "Completed '" + task.name() + "'",
        Map.of("taskId", task.id())
      )
    );
  }
}
