package dev.steward.process.task;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.steward.identity.Actor;
import dev.steward.identity.Role;
import dev.steward.problem.FieldError;
import dev.steward.problem.ProblemException;
import dev.steward.process.attachment.Attachments;
import dev.steward.process.attachment.Place;
import dev.steward.process.engine.Declassification;
import dev.steward.process.engine.EngineActor;
import dev.steward.process.engine.JsonVariables;
import dev.steward.process.engine.VariableLabels;
import dev.steward.process.form.Form;
import dev.steward.process.form.FormFiles;
import dev.steward.process.form.Forms;
import dev.steward.process.spi.ItemResult;
import dev.steward.process.spi.Labels;
import dev.steward.process.spi.OpenTask;
import dev.steward.process.spi.OpenTasks;
import dev.steward.process.spi.TaskKind;
import dev.steward.process.spi.Variables;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.flowable.bpmn.model.FlowElement;
import org.flowable.engine.RepositoryService;
import org.flowable.engine.RuntimeService;
import org.flowable.engine.TaskService;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Tasks for people: look, prepare, complete. */
@Component
class Tasks implements OpenTasks {

  private final TaskService service;
  private final RuntimeService runtime;
  private final TaskQueries queries;
  private final TaskTurns turns;
  private final TaskAuthority authority;
  private final Forms forms;
  private final VariableLabels labels;
  private final Declassifications declassifications;
  private final Drafts drafts;
  private final Attachments attachments;
  private final RepositoryService repository;
  private final TaskAudit audit;
  private final ObjectMapper json;

  Tasks(
    TaskService service,
    RuntimeService runtime,
    TaskQueries queries,
    TaskTurns turns,
    TaskAuthority authority,
    Forms forms,
    VariableLabels labels,
    Declassifications declassifications,
    Drafts drafts,
    Attachments attachments,
    RepositoryService repository,
    TaskAudit audit,
    ObjectMapper json
  ) {
    this.service = service;
    this.runtime = runtime;
    this.queries = queries;
    this.turns = turns;
    this.authority = authority;
    this.forms = forms;
    this.labels = labels;
    this.declassifications = declassifications;
    this.drafts = drafts;
    this.attachments = attachments;
    this.repository = repository;
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

  @Override
  public Optional<OpenTask> find(String id) {
    return queries.find(id);
  }

  @Override
  public void inTurn(String id, Runnable work) {
    turns.take(queries.find(id).map(OpenTask::instanceId).orElse(id), work);
  }

  @Override
  public ItemResult attempt(String id, Runnable work) {
    return TaskTurns.attempt(id, () -> inTurn(id, work));
  }

  @Override
  public String plainName(OpenTask task) {
    if (task.kind() != TaskKind.USER) {
      return task.name();
    }
    return Optional.ofNullable(service.createTaskQuery().taskId(task.id()).singleResult())
      .map(open ->
        repository.getBpmnModel(open.getProcessDefinitionId()).getFlowElement(task.activityId())
      )
      .map(FlowElement::getName)
      .filter(name -> !name.contains("{"))
      .orElse(task.activityId());
  }

  /**
   * In the caller's transaction.
   *
   * @throws ProblemException 422 for values that the task's form does not accept
   */
  void complete(String id, @Nullable JsonNode submitted, Actor actor) {
    complete(get(id, actor), submitted, actor);
  }

  void complete(OpenTask task, @Nullable JsonNode submitted, Actor actor) {
    if (task.kind() != TaskKind.USER) {
      throw ProblemException.conflict("decision-needed", "This task is completed by a decision");
    }
    check(task, actor);
    var accepted = accepted(task, submitted, actor);
    audit.record(
      task,
      actor.name(),
      authority.insteadOf(task, actor),
      "task.completed",
      "Completed",
      accepted.isEmpty() ? Map.of() : Map.of("variables", List.copyOf(accepted.keySet()))
    );
    label(task, accepted.keySet());
    complete(task.id(), actor, JsonVariables.toEngine(accepted));
  }

  @Override
  public void handBack(String id, Actor actor) {
    var task = get(id, actor);
    check(task, actor);
    service.unclaim(id);
    if (task.owner() != null) {
      service.setOwner(id, null);
    }
  }

  @Override
  public void complete(OpenTask task, Actor actor) {
    check(task, actor);
    complete(task.id(), actor, Map.of());
  }

  private void check(OpenTask task, Actor actor) {
    if (task.delegated() && actor.name().equals(task.assignee())) {
      throw ProblemException.conflict(
        "task-delegated",
        "The task was handed to you by %s, who completes it: give it back".formatted(task.owner())
      );
    }
    authority.check(task, actor);
  }

  private void complete(String id, Actor actor, Map<String, @Nullable Object> variables) {
    EngineActor.run(actor, () ->
      service.complete(id, actor.name(), new LinkedHashMap<>(variables))
    );
  }

  /** @throws ProblemException 403 for somebody who could not complete the task, 413 and 422 */
  Drafts.Draft saveDraft(String id, @Nullable JsonNode submitted, Actor actor) {
    var task = get(id, actor);
    TaskAuthority.refuse(authority.workRefusal(task, actor));
    var values = object(submitted);
    form(task, values).ifPresent(form -> form.acceptDraft(values));
    return drafts.save(id, actor.name(), values);
  }

  /** What a person enters may be copied from anything that the form shows. A file comes from wherever they had it from. */
  private void label(OpenTask task, Set<String> written) {
    var instance = runtime
      .createProcessInstanceQuery()
      .processInstanceId(task.instanceId())
      .singleResult();
    var form = form(task);
    var shown = labels.of(
      instance.getProcessDefinitionId(),
      instance.getRootProcessInstanceId(),
      instance.getId(),
      form
        .map(Form::variables)
        .orElse(Set.of())
        .stream()
        .filter(variable -> runtime.hasVariable(instance.getId(), variable))
        .toList()
    );
    var files = form.map(Form::fileVariables).orElse(Set.of());
    written
      .stream()
      .collect(Collectors.partitioningBy(files::contains))
      .forEach((describesFiles, names) ->
        labels.record(
          instance.getRootProcessInstanceId(),
          instance.getId(),
          names,
          describesFiles ? shown.and(Labels.UNTRUSTED) : shown,
          task.activityId()
        )
      );
  }

  private Map<String, JsonNode> accepted(OpenTask task, @Nullable JsonNode submitted, Actor actor) {
    var values = object(submitted);
    var files =
      task.rehearsedBy() == null
        ? attachments.taking(Place.of(task), task.instanceId(), actor)
        : FormFiles.NONE;
    return form(task, values)
      .map(known -> known.accept(values, variables(task), files))
      .orElseGet(Map::of);
  }

  private static JsonNode object(@Nullable JsonNode submitted) {
    var values = submitted == null ? JsonNodeFactory.instance.objectNode() : submitted;
    if (!values.isObject()) {
      throw ProblemException.invalid(
        "The variables are no JSON object",
        List.of(new FieldError("/variables", "must be an object"))
      );
    }
    return values;
  }

  /** The form that these values are for; a task without one takes none. */
  private Optional<Form> form(OpenTask task, JsonNode values) {
    var form = form(task);
    if (form.isEmpty() && !values.isEmpty()) {
      throw ProblemException.invalid(
        "The task has no form, so it takes no variables",
        List.of(new FieldError("/variables", "must be empty"))
      );
    }
    return form;
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
      actor.name().equals(task.owner()) ||
      authority.isCandidate(task, actor) ||
      authority.standsInFor(task, actor).isPresent()
    );
  }
}
