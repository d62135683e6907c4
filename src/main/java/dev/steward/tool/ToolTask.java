package dev.steward.tool;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.steward.process.spi.DurableTask;
import dev.steward.process.spi.Progress;
import dev.steward.process.spi.TaskEntry;
import dev.steward.process.spi.VariableTemplate;
import dev.steward.process.spi.WorkContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** {@code flowable:type="tool"}: one call drawn by an analyst. The same gateway as for agents, and no model. */
@Component
class ToolTask implements DurableTask {

  private static final int FIRST_TURN = 1;

  private final ToolGateway gateway;
  private final ToolCalls calls;
  private final ToolTasks tasks;
  private final ObjectMapper json;

  ToolTask(ToolGateway gateway, ToolCalls calls, ToolTasks tasks, ObjectMapper json) {
    this.gateway = gateway;
    this.calls = calls;
    this.tasks = tasks;
    this.json = json;
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
    return problems;
  }

  @Override
  public UUID enter(TaskEntry entry) {
    var id = UUID.randomUUID();
    var scope = scope(id, entry);
    tasks.insert(id, entry.context());
    gateway.propose(
      scope,
      FIRST_TURN,
      List.of(new ProposedCall(tool(entry), null, arguments(entry), null))
    );
    return id;
  }

  @Override
  public void perform(UUID id) {
    var context = tasks.activeContext(id);
    if (context.isPresent()) {
      var call = current(id);
      gateway.advance(scope(id, context.get(), call), call.turn());
    }
  }

  @Override
  public Progress progress(UUID id) {
    if (tasks.activeContext(id).isEmpty()) {
      return new Progress.Cancelled();
    }
    var call = current(id);
    return switch (call.state()) {
      case SUCCEEDED -> new Progress.Finished(Execution.told(call));
      case FAILED, UNKNOWN -> new Progress.Failed("TOOL_FAILED", message(call));
      case REFUSED -> new Progress.Failed(errorCode(call), message(call));
      case AWAITING_REVIEW -> {
        var open = gateway.openReviews(id);
        yield open.isEmpty() ? new Progress.Unfinished() : new Progress.WaitingForPeople(open);
      }
      case PROPOSED, EXECUTING -> new Progress.Unfinished();
    };
  }

  /**
   * The same call once more, as one of its own: what became of the first stays on record. A call that may have happened is none
   * that may be repeated here.
   */
  @Override
  public void reopen(UUID id) {
    tasks.activeContext(id).ifPresent(context -> {
      var call = current(id);
      if (call.state() == CallState.FAILED || call.state() == CallState.REFUSED) {
        gateway.propose(
          scope(id, context, call),
          call.turn() + 1,
          List.of(new ProposedCall(call.tool(), null, call.arguments(), call.reason()))
        );
      }
    });
  }

  @Override
  public void cancel(String executionId) {
    tasks.cancel(executionId);
  }

  private ToolCall current(UUID id) {
    return calls.ofTurn(id, calls.lastTurn(id)).getFirst();
  }

  private static CallScope scope(UUID id, WorkContext context, ToolCall call) {
    return new CallScope(id, context, null, Set.of(call.tool()), false);
  }

  private static String errorCode(ToolCall call) {
    return Execution.told(call).at("/error/code").asText().equals("rejected")
      ? "REJECTED"
      : "TOOL_FAILED";
  }

  private static String message(ToolCall call) {
    return Execution.told(call).at("/error/message").asText();
  }

  private static CallScope scope(UUID id, TaskEntry entry) {
    return new CallScope(id, entry.context(), null, Set.of(tool(entry)), false);
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
