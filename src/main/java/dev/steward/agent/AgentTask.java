package dev.steward.agent;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.steward.budget.Grants;
import dev.steward.control.SwitchedOn;
import dev.steward.journal.GroupCommit;
import dev.steward.model.Models;
import dev.steward.process.spi.DurableTask;
import dev.steward.process.spi.Labels;
import dev.steward.process.spi.Progress;
import dev.steward.process.spi.TaskEntry;
import dev.steward.process.spi.TaskMeans;
import dev.steward.process.spi.VariableTemplate;
import dev.steward.process.spi.WorkTimers;
import dev.steward.tool.Foresight;
import dev.steward.tool.ToolGateway;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** {@code flowable:type="agent"}: a role of {@code agents/} with a goal and the variables it may see. */
@Component
class AgentTask implements DurableTask {

  static final String TYPE = "agent";

  private final AgentRoles roles;
  private final AgentRuns runs;
  private final Turns turns;
  private final GroupCommit journal;
  private final ObjectMapper json;
  private final AgentLoop loop;
  private final RunAudit audit;
  private final Grants grants;
  private final Reservations reservations;
  private final ToolGateway gateway;
  private final Foresight foresight;
  private final Models models;
  private final WorkTimers timers;

  AgentTask(
    AgentRoles roles,
    AgentRuns runs,
    Turns turns,
    GroupCommit journal,
    ObjectMapper json,
    AgentLoop loop,
    RunAudit audit,
    Grants grants,
    Reservations reservations,
    ToolGateway gateway,
    Foresight foresight,
    Models models,
    WorkTimers timers
  ) {
    this.roles = roles;
    this.runs = runs;
    this.turns = turns;
    this.journal = journal;
    this.json = json;
    this.loop = loop;
    this.audit = audit;
    this.grants = grants;
    this.reservations = reservations;
    this.gateway = gateway;
    this.foresight = foresight;
    this.models = models;
    this.timers = timers;
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public List<String> problems(Map<String, String> fields) {
    var problems = new ArrayList<String>();
    var role = fields.get("agent");
    if (role == null || role.isBlank()) {
      problems.add("An agent task needs the field 'agent'");
      return problems;
    }
    var known = roles.find(role);
    if (known.isEmpty()) {
      problems.add("There is no agent '" + role + "'");
    }
    if (fields.getOrDefault("goal", "").isBlank()) {
      problems.add("An agent task needs the field 'goal'");
    }
    if (fields.getOrDefault("result", "").isBlank()) {
      problems.add("An agent task needs the field 'result', the variable for its answer");
    }
    known.ifPresent(version -> misfits(version.role(), fields).forEach(problems::add));
    return problems;
  }

  /** How the fields of a task do not fit a role. */
  Stream<String> misfits(AgentRole role, Map<String, String> fields) {
    var noOwner =
      role.represents().equals(AgentRole.TASK_OWNER) && fields.getOrDefault("owner", "").isBlank()
        ? Stream.of(
            "The agent '%s' represents the task's owner: the field 'owner' names a user task".formatted(
              role.name()
            )
          )
        : Stream.<String>empty();
    return Stream.concat(
      noOwner,
      Stream.concat(names(fields.get("tools")), termed(fields.get("terms")))
        .filter(tool -> !role.tools().contains(tool))
        .map(tool -> "The agent '%s' has no tool '%s' to narrow".formatted(role.name(), tool))
    );
  }

  /** The goal sees no more than these. */
  @Override
  public Set<String> reads(Map<String, String> fields) {
    return names(fields.get("inputs")).collect(Collectors.toSet());
  }

  @Override
  public TaskMeans means(Map<String, String> fields, String riskClass) {
    return roles
      .find(String.valueOf(fields.get("agent")))
      .map(version -> means(version.role(), fields, riskClass))
      .orElse(TaskMeans.NONE);
  }

  /** What a task with these fields would work with, were this the role in force. */
  TaskMeans means(AgentRole role, Map<String, String> fields, String riskClass) {
    return new TaskMeans(
      new TaskMeans.Agent(
        role.name(),
        role.responsibility(),
        role.represents(),
        role.model(),
        models.rehearses(role.model())
      ),
      foresight.of(
        riskClass,
        role.name(),
        tools(role, fields.get("tools")),
        fields.get("autonomy"),
        fields.get("reviewers")
      )
    );
  }

  @Override
  public UUID enter(TaskEntry entry) {
    var fields = entry.fields();
    var version = roles
      .find(String.valueOf(fields.get("agent")))
      .orElseThrow(() ->
        new IllegalStateException("There is no agent '" + fields.get("agent") + "' any more")
      );
    var inputs = new LinkedHashMap<String, JsonNode>();
    names(fields.get("inputs"))
      .filter(name -> !entry.variables().get(name).isMissingNode())
      .forEach(name -> inputs.put(name, entry.variables().get(name)));
    // The goal sees no more than the inputs: the context boundary holds for references too.
    var goal = VariableTemplate.fillText(fields.getOrDefault("goal", ""), name ->
      inputs.getOrDefault(name, MissingNode.getInstance())
    );
    var id = UUID.randomUUID();
    journal.join(
      runs.queued(
        id,
        version,
        entry
          .context()
          .representing(
            version.role().principal(entry.context().mandate().principal(), entry.owner())
          ),
        goal,
        inputs,
        tools(version.role(), fields.get("tools")),
        version.prompt(),
        Prompt.task(goal, inputs)
      )
    );
    return id;
  }

  @Override
  public void perform(UUID id) {
    loop.run(id);
  }

  @Override
  public Progress progress(UUID id) {
    var run = runs.get(id);
    return switch (run.state()) {
      case COMPLETED -> new Progress.Finished(result(run), labels(run));
      case FAILED -> new Progress.Failed(
        String.valueOf(run.errorCode()),
        String.valueOf(run.errorMessage())
      );
      case CANCELLED -> new Progress.Cancelled();
      case AWAITING_REVIEW -> {
        var open = gateway.openReviews(id);
        yield open.isEmpty() ? new Progress.Unfinished() : new Progress.WaitingForPeople(open);
      }
      case QUEUED -> Optional.ofNullable(run.notBefore())
        .or(() -> gateway.heldUntil(run.scope(false)))
        .<Progress>map(Progress.Postponed::new)
        .orElseGet(Progress.Unfinished::new);
      case RUNNING -> new Progress.Unfinished();
    };
  }

  /** What was held goes on at once. */
  @EventListener
  void goOn(SwitchedOn switched) {
    timers.wake(runs.heldExecutions());
  }

  @Override
  public void reopen(UUID id) {
    runs.reopen(id).ifPresent(audit::reopened);
  }

  @Override
  public Optional<JsonNode> resultSchema(UUID id) {
    return Optional.of(roles.pinned(runs.get(id).agentVersion()).output());
  }

  @Override
  public void cancel(String executionId) {
    for (var run : runs.cancel(executionId)) {
      audit.cancelled(run);
      grants.withdraw(run.id());
      reservations.leftBehind(run.id());
      gateway.giveUp(run.scope(false));
    }
  }

  private Labels labels(AgentRun run) {
    return run.context().labels().and(gateway.labels(run.id()));
  }

  /** The answer is in the conversation and nowhere else. */
  private JsonNode result(AgentRun run) {
    var schema = roles.pinned(run.agentVersion()).output();
    return switch (StructuredAnswer.read(turns.lastText(run.id()), schema, json)) {
      case StructuredAnswer.Valid valid -> valid.value();
      case StructuredAnswer.Invalid invalid -> throw new IllegalStateException(
        "The answer that completed run " + run.id() + " no longer fits its schema"
      );
    };
  }

  private static Set<String> tools(AgentRole role, @Nullable String narrowing) {
    var narrowed = names(narrowing).toList();
    var tools = new LinkedHashSet<>(role.tools());
    if (!narrowed.isEmpty()) {
      tools.retainAll(narrowed);
    }
    return tools;
  }

  /** Tools that the task sets terms for. What is no JSON is reported by others. */
  private Stream<String> termed(@Nullable String terms) {
    try {
      return terms == null
        ? Stream.empty()
        : json.readTree(terms).propertyStream().map(Map.Entry::getKey);
    } catch (JsonProcessingException e) {
      return Stream.empty();
    }
  }

  private static Stream<String> names(@Nullable String list) {
    return list == null
      ? Stream.empty()
      : Arrays.stream(list.split(","))
          .map(String::strip)
          .filter(name -> !name.isEmpty());
  }
}
