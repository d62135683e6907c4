package dev.steward.process.task;

import dev.steward.identity.Actor;
import dev.steward.identity.People;
import dev.steward.problem.ProblemException;
import dev.steward.process.engine.TaskOwners;
import dev.steward.process.spi.OpenTask;
import dev.steward.process.spi.TaskKind;
import dev.steward.process.spi.TaskRule;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.flowable.common.engine.impl.identity.Authentication;
import org.flowable.engine.impl.util.CommandContextUtil;
import org.flowable.engine.impl.util.ProcessDefinitionUtil;
import org.flowable.engine.interceptor.UserTaskStateInterceptor;
import org.flowable.form.api.FormInfo;
import org.flowable.task.service.impl.persistence.entity.TaskEntity;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.util.function.SingletonSupplier;

/**
 * Who may take and complete a task. Flowable checks nobody's authority by itself; asked from inside its own commands, these rules
 * hold for every door.
 */
@Component
class TaskRules implements UserTaskStateInterceptor {

  // Looked up once, and not before they are needed: the engine needs these rules before it can serve what they need.
  private final SingletonSupplier<People> people;
  private final SingletonSupplier<TaskQueries> queries;
  private final SingletonSupplier<List<TaskRule>> rules;
  private final SingletonSupplier<Declassifications> declassifications;
  private final SingletonSupplier<TaskOwners> owners;

  TaskRules(
    ObjectProvider<People> people,
    ObjectProvider<TaskQueries> queries,
    ObjectProvider<TaskRule> rules,
    ObjectProvider<Declassifications> declassifications,
    ObjectProvider<TaskOwners> owners
  ) {
    this.people = SingletonSupplier.of(people::getObject);
    this.queries = SingletonSupplier.of(queries::getObject);
    this.rules = SingletonSupplier.of(() -> rules.orderedStream().toList());
    this.declassifications = SingletonSupplier.of(declassifications::getObject);
    this.owners = SingletonSupplier.of(owners::getObject);
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
      .obtain()
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
    var task = open(entity);
    check(task, actor);
    rules.obtain().forEach(rule -> rule.beforeCompletion(task, actor));
    declassifications.obtain().completed(entity, actor);
    owners.obtain().completed(entity, actor.name());
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

  /** The same as {@link TaskQueries} reads, from what completing a task loads anyway. */
  private OpenTask open(TaskEntity task) {
    var definition = ProcessDefinitionUtil.getProcessDefinition(task.getProcessDefinitionId());
    var instance = CommandContextUtil.getExecutionEntityManager().findById(
      task.getProcessInstanceId()
    );
    return new OpenTask(
      task.getId(),
      Objects.requireNonNullElse(task.getName(), task.getTaskDefinitionKey()),
      task.getDescription(),
      TaskKind.ofCategory(task.getCategory()),
      definition.getKey(),
      Objects.requireNonNullElse(definition.getName(), definition.getKey()),
      instance.getId(),
      instance.getBusinessKey(),
      task.getTaskDefinitionKey(),
      queries.obtain().groups(task.getId()),
      task.getAssignee(),
      instance.getStartUserId(),
      task.getCreateTime().toInstant(),
      task.getDueDate() == null ? null : task.getDueDate().toInstant(),
      task.getPriority(),
      task.getFormKey(),
      definition.getDeploymentId()
    );
  }

  private Actor actor() {
    return Optional.ofNullable(Authentication.getAuthenticatedUserId())
      .flatMap(name -> people.obtain().find(name))
      .orElseThrow(() ->
        ProblemException.forbidden("Only a person who is signed in completes a task")
      );
  }
}
