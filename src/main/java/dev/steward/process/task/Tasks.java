package dev.steward.process.task;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.steward.audit.AuditEntry;
import dev.steward.audit.AuditTrail;
import dev.steward.identity.Actor;
import dev.steward.identity.Role;
import dev.steward.problem.FieldError;
import dev.steward.problem.ProblemException;
import dev.steward.process.engine.Declassification;
import dev.steward.process.engine.JsonVariables;
import dev.steward.process.engine.VariableLabels;
import dev.steward.process.form.Form;
import dev.steward.process.form.Forms;
import dev.steward.process.spi.OpenTask;
import dev.steward.process.spi.OpenTasks;
import dev.steward.process.spi.TaskKind;
import dev.steward.process.spi.Variables;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.flowable.common.engine.impl.identity.Authentication;
import org.flowable.engine.RuntimeService;
import org.flowable.engine.TaskService;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Tasks for people: look, claim, complete. */
@Component
class Tasks implements OpenTasks {

  private final TaskService service;
  private final RuntimeService runtime;
  private final TaskQueries queries;
  private final TaskRules rules;
  private final Forms forms;
  private final VariableLabels labels;
  private final Declassifications declassifications;
  private final AuditTrail audit;
  private final ObjectMapper json;

  Tasks(
    TaskService service,
    RuntimeService runtime,
    TaskQueries queries,
    TaskRules rules,
    Forms forms,
    VariableLabels labels,
    Declassifications declassifications,
    AuditTrail audit,
    ObjectMapper json
  ) {
    this.service = service;
    this.runtime = runtime;
    this.queries = queries;
    this.rules = rules;
    this.forms = forms;
    this.labels = labels;
    this.declassifications = declassifications;
    this.audit = audit;
    this.json = json;
  }

  @Override
  public OpenTask get(String id, Actor actor) {
    var task = queries
      .find(id)
      .orElseThrow(() ->
        queries.wasCompleted(id)
          ? ProblemException.conflict("task-already-completed", "The task was completed already")
          : TaskQueries.notFound(id)
      );
    if (!maySee(task, actor)) {
      throw TaskQueries.notFound(id);
    }
    return task;
  }

  Optional<Form> form(OpenTask task) {
    return Optional.ofNullable(task.formKey()).flatMap(key -> forms.find(task.deploymentId(), key));
  }

  /** What whoever completes the task vouches for. */
  Optional<Declassification> clears(OpenTask task) {
    return Optional.ofNullable(service.createTaskQuery().taskId(task.id()).singleResult()).flatMap(
      open -> declassifications.of(open.getProcessDefinitionId(), open.getTaskDefinitionKey())
    );
  }

  JsonNode formData(OpenTask task) {
    return form(task)
      .map(form -> form.outgoing(variables(task)))
      .orElseGet(JsonNodeFactory.instance::objectNode);
  }

  @Transactional
  void claim(String id, Actor actor) {
    var task = get(id, actor);
    rules.check(task, actor);
    service.claim(id, actor.name());
    record(task, actor, "task.claimed", "Claimed", List.of());
  }

  @Transactional
  void unclaim(String id, Actor actor) {
    var task = get(id, actor);
    if (!actor.name().equals(task.assignee()) && !actor.is(Role.OPERATOR)) {
      throw ProblemException.forbidden(
        "Only operators and whoever claimed a task may give it back"
      );
    }
    service.unclaim(id);
    record(task, actor, "task.unclaimed", "Gave back", List.of());
  }

  /** @throws ProblemException 422 for values that the task's form does not accept */
  @Transactional
  void complete(String id, @Nullable JsonNode submitted, Actor actor) {
    var task = get(id, actor);
    if (task.kind() != TaskKind.USER) {
      throw ProblemException.conflict("decision-needed", "This task is completed by a decision");
    }
    rules.check(task, actor);
    var accepted = accepted(task, submitted);
    record(task, actor, "task.completed", "Completed", List.copyOf(accepted.keySet()));
    label(task, accepted.keySet());
    complete(id, actor, JsonVariables.toEngine(accepted));
  }

  @Override
  public void handBack(String id, Actor actor) {
    rules.check(get(id, actor), actor);
    service.unclaim(id);
  }

  @Override
  public void complete(String id, Actor actor) {
    complete(id, actor, Map.of());
  }

  private void complete(String id, Actor actor, Map<String, @Nullable Object> variables) {
    var before = Authentication.getAuthenticatedUserId();
    Authentication.setAuthenticatedUserId(actor.name());
    try {
      service.complete(id, actor.name(), new LinkedHashMap<>(variables));
    } finally {
      Authentication.setAuthenticatedUserId(before);
    }
  }

  /** What a person enters may be copied from anything that the form shows. */
  private void label(OpenTask task, Set<String> written) {
    var instance = runtime
      .createProcessInstanceQuery()
      .processInstanceId(task.instanceId())
      .singleResult();
    var shown = form(task).map(Form::variables).orElse(Set.of());
    labels.record(
      instance.getRootProcessInstanceId(),
      instance.getId(),
      written,
      labels.of(
        instance.getProcessDefinitionId(),
        instance.getRootProcessInstanceId(),
        instance.getId(),
        shown
          .stream()
          .filter(variable -> runtime.hasVariable(instance.getId(), variable))
          .toList()
      ),
      task.activityId()
    );
  }

  private Map<String, JsonNode> accepted(OpenTask task, @Nullable JsonNode submitted) {
    var values = submitted == null ? JsonNodeFactory.instance.objectNode() : submitted;
    if (!values.isObject()) {
      throw ProblemException.invalid(
        "The variables are no JSON object",
        List.of(new FieldError("/variables", "must be an object"))
      );
    }
    var form = form(task);
    if (form.isEmpty() && !values.isEmpty()) {
      throw ProblemException.invalid(
        "The task has no form, so it takes no variables",
        List.of(new FieldError("/variables", "must be empty"))
      );
    }
    return form.map(known -> known.accept(values, variables(task))).orElseGet(Map::of);
  }

  private Variables variables(OpenTask task) {
    return name -> {
      var value = runtime.getVariable(task.instanceId(), name);
      return value == null ? MissingNode.getInstance() : json.valueToTree(value);
    };
  }

  private boolean maySee(OpenTask task, Actor actor) {
    return (
      actor.is(Role.OPERATOR) ||
      actor.is(Role.AUDITOR) ||
      actor.name().equals(task.assignee()) ||
      task.groups().stream().anyMatch(actor.groups()::contains)
    );
  }

  private void record(
    OpenTask task,
    Actor actor,
    String type,
    String verb,
    List<String> variables
  ) {
    audit.record(
      new AuditEntry(
        type,
        actor.name(),
        null,
        task.processKey(),
        task.instanceId(),
        task.activityId(),
        null,
        verb + " '" + task.name() + "'",
        variables.isEmpty()
          ? Map.of("taskId", task.id())
          : Map.of("taskId", task.id(), "variables", variables)
      )
    );
  }
}
