package dev.steward.process.engine;

import dev.steward.identity.Actor;
import dev.steward.identity.People;
import dev.steward.problem.ProblemException;
import dev.steward.process.spi.OpenTask;
import dev.steward.process.spi.TaskKind;
import dev.steward.process.spi.TaskRule;
import java.util.Map;
import org.flowable.common.engine.impl.identity.Authentication;
import org.flowable.engine.interceptor.UserTaskStateInterceptor;
import org.flowable.form.api.FormInfo;
import org.flowable.identitylink.api.IdentityLinkInfo;
import org.flowable.task.service.impl.persistence.entity.TaskEntity;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * Who may take and complete a task. Flowable checks nobody's authority by itself; asked from inside its own commands, these rules
 * hold for every door.
 */
@Component
public class TaskRules implements UserTaskStateInterceptor {

  private final ObjectProvider<People> people;
  private final ObjectProvider<TaskRule> rules;

  TaskRules(ObjectProvider<People> people, ObjectProvider<TaskRule> rules) {
    this.people = people;
    this.rules = rules;
  }

  /** Null when this actor may work on the task, else one sentence that says why not. */
  public static @Nullable String refusal(
      Actor actor, @Nullable String assignee, Iterable<String> groups) {
    if (assignee != null) {
      return assignee.equals(actor.name()) ? null : "The task is claimed by " + assignee;
    }
    for (var group : groups) {
      if (actor.groups().contains(group)) {
        return null;
      }
    }
    return "The task is for " + String.join(", ", groups);
  }

  @Override
  public void handleComplete(TaskEntity task, String userId) {
    var actor = actor();
    var groups =
        task.getCandidates().stream()
            .map(IdentityLinkInfo::getGroupId)
            .filter(group -> group != null)
            .toList();
    var refusal = refusal(actor, task.getAssignee(), groups);
    if (refusal != null) {
      throw ProblemException.forbidden("not-allowed", refusal);
    }
    var open =
        new OpenTask(
            task.getId(),
            TaskKind.ofCategory(task.getCategory()),
            task.getProcessInstanceId(),
            task.getTaskDefinitionKey(),
            task.getAssignee());
    rules.orderedStream().forEach(rule -> rule.beforeCompletion(open, actor));
  }

  @Override
  public void handleCompleteWithForm(
      TaskEntity task, FormInfo form, String userId, String outcome, Map<String, Object> payload) {
    handleComplete(task, userId);
  }

  @Override
  public void handleClaim(TaskEntity task, String userId) {}

  @Override
  public void handleUnclaim(TaskEntity task, String userId) {}

  @Override
  public void handleInProgressStart(TaskEntity task, String userId) {}

  private Actor actor() {
    var name = Authentication.getAuthenticatedUserId();
    return (name == null ? java.util.Optional.<Actor>empty() : people.getObject().find(name))
        .orElseThrow(
            () ->
                ProblemException.forbidden(
                    "not-allowed", "Only a person who is signed in completes a task"));
  }
}
