package dev.steward.tool;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.steward.control.SwitchedOn;
import dev.steward.journal.GroupCommit;
import dev.steward.journal.LostWorkException;
import dev.steward.journal.Step;
import dev.steward.journal.Steps;
import dev.steward.process.spi.DurableTask;
import dev.steward.process.spi.Progress;
import dev.steward.process.spi.TaskEntry;
import dev.steward.process.spi.TaskMeans;
import dev.steward.process.spi.VariableTemplate;
import dev.steward.process.spi.WorkContext;
import dev.steward.process.spi.WorkTimers;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** {@code flowable:type="tool"}: one call drawn by an analyst. The same gateway as for agents, and no model. */
@Component
class ToolTask implements DurableTask {

  private static final int FIRST_TURN = 1;

  private final ToolGateway gateway;
  private final Foresight foresight;
  private final ToolCalls calls;
  private final ToolTasks tasks;
  private final WorkTimers timers;
  private final GroupCommit journal;
  private final ObjectMapper json;
  private final Clock clock;

  ToolTask(
    ToolGateway gateway,
    Foresight foresight,
    ToolCalls calls,
    ToolTasks tasks,
    WorkTimers timers,
    GroupCommit journal,
    ObjectMapper json,
    Clock clock
  ) {
    this.gateway = gateway;
    this.foresight = foresight;
    this.calls = calls;
    this.tasks = tasks;
    this.timers = timers;
    this.journal = journal;
    this.json = json;
    this.clock = clock;
  }

  @Override
  public String type() {
    return "tool";
  }

  @Override
  public List<String> problems(Map<String, String> fields) {
    var problems = new ArrayList<String>();
    var tool = fields.get("tool");
    if (tool == null || tool.isBlank()) {
      problems.add("A tool task needs the field 'tool'");
    } else if (!gateway.knows(tool)) {
      problems.add("There is no tool '" + tool + "'");
    }
    try {
      if (!json.readTree(fields.getOrDefault("arguments", "{}")).isObject()) {
        problems.add("The field 'arguments' must be a JSON object");
      }
    } catch (JsonProcessingException e) {
      problems.add("The field 'arguments' is no JSON: " + e.getOriginalMessage());
    }
    if (fields.containsKey("terms")) {
      problems.add(
        "The field 'terms' is for agents; what a tool task calls with is in 'arguments'"
      );
    }
    return problems;
  }

  @Override
  public TaskMeans means(Map<String, String> fields, String riskClass) {
    var tools = Set.of(fields.getOrDefault("tool", ""));
    return new TaskMeans(
      null,
      foresight.of(riskClass, null, tools, fields.get("autonomy"), fields.get("reviewers"))
    );
  }

  @Override
  public UUID enter(TaskEntry entry) {
    var id = UUID.randomUUID();
    var proposal = new ProposedCall(tool(entry), null, arguments(entry), null, null);
    var call = ToolCall.proposed(
      scope(id, entry.context(), tool(entry)),
      FIRST_TURN,
      0,
      proposal,
      clock.instant()
    );
    journal.join(new Step().write(tasks.insert(id, entry.context())).write(calls.insert(call)));
    return id;
  }

  @Override
  public void perform(UUID id) {
    var task = tasks.active(id);
    if (task.isEmpty()) {
      return;
    }
    int epoch = task.get().epoch();
    var steps = new Steps(journal, tasks.taken(id, epoch), tasks.held(id, epoch + 1));
    var call = calls.last(id);
    var scope = scope(id, task.get().context(), call.tool());
    try {
      gateway.advance(scope, steps, List.of(new OpenCall(call, false)));
      steps.flush();
    } catch (LostWorkException e) {
      if (tasks.active(id).isPresent()) {
        throw e;
      }
    }
  }

  @Override
  public Progress progress(UUID id) {
    var task = tasks.active(id);
    if (task.isEmpty()) {
      return new Progress.Cancelled();
    }
    var call = calls.last(id);
    var scope = scope(id, task.get().context(), call.tool());
    return switch (call.state()) {
      case SUCCEEDED -> new Progress.Finished(call.told(), scope.labels().and(call.labels()));
      case FAILED, UNKNOWN -> new Progress.Failed("TOOL_FAILED", message(call));
      case REFUSED -> new Progress.Failed(errorCode(call), message(call));
      case AWAITING_REVIEW, IN_DOUBT -> {
        var open = gateway.openReviews(id);
        yield open.isEmpty() ? goesOn(scope) : new Progress.WaitingForPeople(open);
      }
      case DEFERRED -> new Progress.Postponed(
        gateway.heldUntil(scope).orElseGet(() -> Objects.requireNonNull(call.notBefore()))
      );
      case PROPOSED, EXECUTING -> goesOn(scope);
    };
  }

  private Progress goesOn(CallScope scope) {
    return gateway
      .heldUntil(scope)
      .<Progress>map(Progress.Postponed::new)
      .orElseGet(Progress.Unfinished::new);
  }

  /** What was held goes on at once. */
  @EventListener
  void goOn(SwitchedOn switched) {
    timers.wake(tasks.unsettled());
  }

  /**
   * The same call once more, as one of its own: what became of the first stays on record. A call that may have happened is none
   * that may be repeated here; one that may be is sent again under its key.
   */
  @Override
  public void reopen(UUID id) {
    tasks.active(id).ifPresent(task -> {
      var call = calls.last(id);
      if (call.state() == CallState.FAILED || call.state() == CallState.REFUSED) {
        var proposal = new ProposedCall(call.tool(), null, call.arguments(), call.reason(), null);
        var again = ToolCall.proposed(
          scope(id, task.context(), call.tool()),
          call.turn() + 1,
          0,
          proposal,
          clock.instant()
        );
        journal.join(new Step().write(calls.insert(again)));
      }
    });
  }

  @Override
  public Optional<JsonNode> resultSchema(UUID id) {
    return gateway.resultSchema(calls.last(id).tool());
  }

  @Override
  public void cancel(String executionId) {
    for (var task : tasks.cancel(executionId)) {
      gateway.giveUp(scope(task.id(), task.context(), calls.last(task.id()).tool()));
    }
  }

  private static String errorCode(ToolCall call) {
    return switch (call.told().at("/error/code").asText()) {
      case "rejected", "taken-over" -> "REJECTED";
      default -> "TOOL_FAILED";
    };
  }

  private static String message(ToolCall call) {
    return call.told().at("/error/message").asText();
  }

  private static CallScope scope(UUID id, WorkContext context, String tool) {
    return new CallScope(id, context, null, Set.of(tool), context.labels(), context.rehearsed());
  }

  private static String tool(TaskEntry entry) {
    return entry.fields().getOrDefault("tool", "");
  }

  private JsonNode arguments(TaskEntry entry) {
    try {
      var template = json.readTree(entry.fields().getOrDefault("arguments", "{}"));
      return VariableTemplate.fillJson(template, entry.variables());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Arguments that were deployed are no JSON", e);
    }
  }
}
