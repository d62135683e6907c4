package dev.steward.process.task;

import dev.steward.identity.Actor;
import dev.steward.identity.People;
import dev.steward.problem.ProblemException;
import dev.steward.process.engine.RehearsalTenant;
import dev.steward.process.engine.TaskOwners;
import dev.steward.process.spi.OpenTask;
import dev.steward.process.spi.TaskKind;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.flowable.common.engine.impl.identity.Authentication;
import org.flowable.engine.impl.util.CommandContextUtil;
import org.flowable.engine.impl.util.ProcessDefinitionUtil;
import org.flowable.engine.interceptor.UserTaskStateInterceptor;
import org.flowable.form.api.FormInfo;
import org.flowable.task.api.DelegationState;
import org.flowable.task.service.impl.persistence.entity.TaskEntity;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.util.function.SingletonSupplier;

/** Flowable checks nobody's authority by itself. Asked from inside its own commands, ours hold for every door. */
@Component
class TaskRules implements UserTaskStateInterceptor {

  /** No person's name. */
  private static final String NOBODY = "";

  private final TaskAuthority authority;
  // Looked up once, and not before they are needed: the engine needs these rules before it can serve what they need.
  private final SingletonSupplier<People> people;
  private final SingletonSupplier<TaskQueries> queries;
  private final SingletonSupplier<Declassifications> declassifications;
  private final SingletonSupplier<TaskOwners> owners;

  TaskRules(
    TaskAuthority authority,
    ObjectProvider<People> people,
    ObjectProvider<TaskQueries> queries,
    ObjectProvider<Declassifications> declassifications,
    ObjectProvider<TaskOwners> owners
  ) {
    this.authority = authority;
    this.people = SingletonSupplier.of(people::getObject);
    this.queries = SingletonSupplier.of(queries::getObject);
    this.declassifications = SingletonSupplier.of(declassifications::getObject);
    this.owners = SingletonSupplier.of(owners::getObject);
  }

  @Override
  public void handleComplete(TaskEntity entity, String userId) {
    var actor = actor();
    var task = open(entity);
    authority.check(task, actor);
    authority.beforeCompletion(task, actor);
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

  /** By now the engine has made them the assignee. */
  @Override
  public void handleClaim(TaskEntity task, String userId) {
    var actor = actor();
    if (!actor.name().equals(userId)) {
      throw ProblemException.forbidden("Nobody claims a task for somebody else");
    }
    var open = open(task);
    if (open.rehearsedBy() != null) {
      throw ProblemException.forbidden("Nobody takes a task of a rehearsal");
    }
    if (open.groups().isEmpty() && open.people().isEmpty()) {
      throw ProblemException.forbidden("The task has no candidates");
    }
    TaskAuthority.refuse(authority.candidateRefusal(open, actor));
  }

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
    var candidates = queries.obtain().candidates(task.getId());
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
      candidates.groups(),
      candidates.people(),
      task.getAssignee(),
      task.getOwner(),
      task.getDelegationState() == DelegationState.PENDING,
      instance.getStartUserId(),
      task.getCreateTime().toInstant(),
      task.getDueDate() == null ? null : task.getDueDate().toInstant(),
      task.getPriority(),
      task.getFormKey(),
      definition.getDeploymentId(),
      RehearsalTenant.isOf(task.getTenantId())
        ? queries.obtain().rehearsing(task.getTenantId()).orElse(NOBODY)
        : null
    );
  }

  private Actor actor() {
    return Optional.ofNullable(Authentication.getAuthenticatedUserId())
      .flatMap(name -> people.obtain().find(name))
      .orElseThrow(() ->
        ProblemException.forbidden("Only a person who is signed in works on a task")
      );
  }
}
