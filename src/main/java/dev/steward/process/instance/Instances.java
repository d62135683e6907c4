package dev.steward.process.instance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.steward.audit.AuditLog;
import dev.steward.control.Switches;
import dev.steward.identity.Actor;
import dev.steward.identity.Role;
import dev.steward.problem.FieldError;
import dev.steward.problem.ProblemException;
import dev.steward.process.attachment.Attachments;
import dev.steward.process.attachment.Place;
import dev.steward.process.definition.Definitions;
import dev.steward.process.engine.EngineActor;
import dev.steward.process.engine.Environments;
import dev.steward.process.engine.JsonVariables;
import dev.steward.process.engine.VariableLabels;
import dev.steward.process.form.Form;
import dev.steward.process.form.FormFiles;
import dev.steward.process.spi.InstanceEnd;
import dev.steward.process.spi.InstanceEnds;
import dev.steward.process.spi.Labels;
import dev.steward.process.spi.Origin;
import dev.steward.process.spi.ProcessStarter;
import dev.steward.process.spi.VisibleInstances;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.flowable.engine.HistoryService;
import org.flowable.engine.RuntimeService;
import org.flowable.engine.repository.ProcessDefinition;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Starts, finds and cancels process instances for an actor. */
@Component
public class Instances implements ProcessStarter, VisibleInstances, InstanceEnds {

  private final RuntimeService runtime;
  private final HistoryService history;
  private final Definitions definitions;
  private final InstanceQueries queries;
  private final ActivityHistory activities;
  private final Starts starts;
  private final Attachments attachments;
  private final Environments environments;
  private final VariableLabels labels;
  private final Switches switches;
  private final AuditLog log;
  private final ObjectMapper json;

  Instances(
    RuntimeService runtime,
    HistoryService history,
    Definitions definitions,
    InstanceQueries queries,
    ActivityHistory activities,
    Starts starts,
    Attachments attachments,
    Environments environments,
    VariableLabels labels,
    Switches switches,
    AuditLog log,
    ObjectMapper json
  ) {
    this.runtime = runtime;
    this.history = history;
    this.definitions = definitions;
    this.queries = queries;
    this.activities = activities;
    this.starts = starts;
    this.attachments = attachments;
    this.environments = environments;
    this.labels = labels;
    this.switches = switches;
    this.log = log;
    this.json = json;
  }

  @Override
  @Transactional
  public String start(
    String processKey,
    @Nullable String businessKey,
    @Nullable JsonNode variables,
    @Nullable String idempotencyKey,
    Actor actor
  ) {
    return start(
      processKey,
      businessKey,
      variables,
      idempotencyKey,
      new Origin(environments.current(), List.of(), Labels.NONE, null),
      actor
    );
  }

  @Override
  @Transactional
  public String start(
    String processKey,
    @Nullable String businessKey,
    @Nullable JsonNode variables,
    @Nullable String idempotencyKey,
    Origin origin,
    Actor actor
  ) {
    switches.workStopped(processKey, null).ifPresent(reason -> {
      throw ProblemException.conflict("switched-off", reason);
    });
    var definition = definitions.get(processKey);
    if (definition.isSuspended()) {
      throw ProblemException.conflict(
        "process-suspended",
        "Process '" + processKey + "' is suspended"
      );
    }
    var values = variables == null ? JsonNodeFactory.instance.objectNode() : variables;
    var claim = starts.claim(actor.name(), idempotencyKey, processKey, businessKey, values, origin);
    if (!claim.first()) {
      return claim.instanceId();
    }
    var accepted = accepted(
      values,
      definition,
      attachments.taking(Place.ofStart(definition.getKey()), claim.instanceId(), actor)
    );
    label(definition, claim.instanceId(), accepted.keySet(), origin.labels());
    begin(definition, claim.instanceId(), businessKey, accepted, actor);
    return claim.instanceId();
  }

  private void label(ProcessDefinition definition, String id, Set<String> names, Labels inherited) {
    var files = definitions.startForm(definition).map(Form::fileVariables).orElse(Set.of());
    names
      .stream()
      .collect(Collectors.partitioningBy(files::contains))
      .forEach((describesFiles, alike) ->
        labels.received(
          definition.getId(),
          id,
          id,
          alike,
          describesFiles ? inherited.and(Labels.UNTRUSTED) : inherited,
          "start"
        )
      );
  }

  void begin(
    ProcessDefinition definition,
    String id,
    @Nullable String businessKey,
    Map<String, JsonNode> accepted,
    Actor actor
  ) {
    EngineActor.run(actor, () ->
      runtime
        .createProcessInstanceBuilder()
        .processDefinitionId(definition.getId())
        .predefineProcessInstanceId(id)
        .businessKey(businessKey)
        .variables(new LinkedHashMap<>(JsonVariables.toEngine(accepted)))
        .start()
    );
  }

  @Override
  public Optional<String> started(String actor, String idempotencyKey) {
    return starts.find(actor, idempotencyKey);
  }

  /** @throws ProblemException 404 also for an instance that this actor may not see */
  public InstanceView get(String id, Actor actor) {
    var found = visible(id, actor);
    var children = queries
      .children(id)
      .stream()
      .filter(child -> sees(child, actor))
      .map(InstanceView.Child::of)
      .toList();
    return found.with(children, variables(id), activities.states(id));
  }

  @Override
  public void require(String instanceId, Actor actor) {
    visible(instanceId, actor);
  }

  @Override
  public InstanceEnd of(String id) {
    var state = queries
      .find(id)
      .orElseThrow(() -> notFound(id))
      .state();
    return switch (state) {
      case RUNNING, WAITING, FAILED -> new InstanceEnd.Running();
      case CANCELLED -> new InstanceEnd.Cancelled();
      case COMPLETED -> {
        var result = json.createObjectNode();
        variables(id).forEach(result::set);
        yield new InstanceEnd.Completed(result, labels.ofAll(id));
      }
    };
  }

  InstanceView visible(String id, Actor actor) {
    return queries
      .find(id)
      .filter(instance -> sees(instance, actor))
      .orElseThrow(() -> archived(id, actor).orElseGet(() -> notFound(id)));
  }

  /** What people looked at and others refer to may have been cleared away since. */
  private Optional<ProblemException> archived(String id, Actor actor) {
    if (!seesAll(actor)) {
      return Optional.empty();
    }
    return log
      .find(new AuditLog.Filter(id, "instance.archived", null, null, null), null, 1)
      .stream()
      .findFirst()
      .map(entry ->
        ProblemException.notFound(
          "instance-archived",
          "Its time was over: the evidence is in the archive as %s, all else is removed".formatted(
            entry.entry().detail().get("bundle")
          )
        )
      );
  }

  /** @throws ProblemException 409 where the instance has ended already */
  @Transactional
  public void cancel(String id, String reason, Actor actor) {
    var instance = visible(id, actor);
    if (!actor.is(Role.OPERATOR) && !Objects.equals(instance.startedBy(), actor.name())) {
      throw ProblemException.forbidden(
        "Only operators and whoever started an instance may cancel it"
      );
    }
    if (instance.endedAt() != null) {
      throw ProblemException.conflict("instance-ended", "The instance has ended already");
    }
    EngineActor.run(actor, () -> runtime.deleteProcessInstance(id, reason));
  }

  private static ProblemException notFound(String id) {
    return ProblemException.notFound("instance-not-found", "There is no instance '" + id + "'");
  }

  private static boolean sees(InstanceView instance, Actor actor) {
    return seesAll(actor) || Objects.equals(instance.startedBy(), actor.name());
  }

  /** Applications see what they started; people see every instance. */
  static boolean seesAll(Actor actor) {
    return actor
      .roles()
      .stream()
      .anyMatch(role -> role != Role.APP);
  }

  Map<String, JsonNode> accepted(JsonNode values, ProcessDefinition definition, FormFiles files) {
    if (!values.isObject()) {
      throw ProblemException.invalid(
        "The variables are no JSON object",
        List.of(new FieldError("/variables", "must be an object"))
      );
    }
    return definitions
      .startForm(definition)
      .map(form -> form.accept(values, name -> MissingNode.getInstance(), files))
      .orElseGet(() -> {
        var all = new LinkedHashMap<String, JsonNode>();
        values.properties().forEach(entry -> all.put(entry.getKey(), entry.getValue()));
        return all;
      });
  }

  Map<String, JsonNode> variables(String id) {
    var variables = new LinkedHashMap<String, JsonNode>();
    history
      .createHistoricVariableInstanceQuery()
      .processInstanceId(id)
      .excludeTaskVariables()
      .orderByVariableName()
      .asc()
      .list()
      .forEach(variable ->
        variables.put(variable.getVariableName(), json.valueToTree(variable.getValue()))
      );
    return variables;
  }
}
