package dev.steward.process.task;

import dev.steward.identity.Actor;
import dev.steward.identity.People;
import dev.steward.problem.ProblemException;
import dev.steward.process.spi.OpenTask;
import dev.steward.process.spi.TaskRule;
import java.util.Map;
import java.util.Optional;
import org.flowable.common.engine.impl.identity.Authentication;
import org.flowable.engine.interceptor.UserTaskStateInterceptor;
import org.flowable.form.api.FormInfo;
import org.flowable.task.service.impl.persistence.entity.TaskEntity;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * Who may take and complete a task. Flowable checks nobody's authority by itself; asked from inside its own commands, these rules
 * hold for every door.
 */
@Component
class TaskRules implements UserTaskStateInterceptor {

  // Providers, because the engine needs these rules before it can serve what they need.
  private final ObjectProvider<People> people;
  private final ObjectProvider<TaskQueries> queries;
  private final ObjectProvider<TaskRule> rules;

  TaskRules(
    ObjectProvider<People> people,
    ObjectProvider<TaskQueries> queries,
    ObjectProvider<TaskRule> rules
  ) {
    this.people = people;
    this.queries = queries;
    this.rules = rules;
  }

  /** Why this actor may not work on the task, in a sentence, or empty. */
  Optional<String> refusal(OpenTask task, Actor actor) {
    if (task.assignee() != null && !task.assignee().equals(actor.name())) {
      return Optional.of("The task is claimed by " + task.assignee());
    }
    if (task.assignee() == null && task.groups().stream().noneMatch(actor.groups()::contains)) {
      return Optional.of("The task is for " + String.join(", ", task.groups()));
    }
    return rules
      .stream()
      .flatMap(rule -> rule.refusal(task, actor).stream())
      .findFirst();
  }

  void check(OpenTask task, Actor actor) {
    refusal(task, actor).ifPresent(reason -> {
      throw ProblemException.forbidden(reason);
    });
  }

  @Override
  public void handleComplete(TaskEntity entity, String userId) {
    var actor = actor();
    var task = queries
      .getObject()
      .find(entity.getId())
      .orElseThrow(() -> TaskQueries.notFound(entity.getId()));
    check(task, actor);
    rules.stream().forEach(rule -> rule.beforeCompletion(task, actor));
  }

  @Override
  public void handleCompleteWithForm(
    TaskEntity task,
    FormInfo form,
    String userId,
    String outcome,
    Map<String, Object> payload
  ) {
    handleComplete(task, userId);
  }

  @Override
  public void handleClaim(TaskEntity task, String userId) {}

  @Override
  public void handleUnclaim(TaskEntity task, String userId) {}

  @Override
  public void handleInProgressStart(TaskEntity task, String userId) {}

  private Actor actor() {
    return Optional.ofNullable(Authentication.getAuthenticatedUserId())
      .flatMap(name -> people.getObject().find(name))
      .orElseThrow(() ->
        ProblemException.forbidden("Only a person who is signed in completes a task")
      );
  }
}
