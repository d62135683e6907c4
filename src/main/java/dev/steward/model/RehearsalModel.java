package dev.steward.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Answers offline and always the same: by the script in the agent's file, and without one by offering each tool plausible
 * arguments and then an answer that fits the output schema. It has no state; where it stands follows from the conversation, so
 * that a resumed run goes on where it was.
 */
class RehearsalModel implements ChatModel {

  private final String name;

  RehearsalModel(String name) {
    this.name = name;
  }

  @Override
  public ModelAnswer answer(ModelRequest request) {
    var message = new ScriptPosition(request)
      .next()
      .filter(turn -> !request.concluding() || turn.calls().isEmpty())
      .orElseGet(() -> improvised(request));
    return new ModelAnswer(
      name,
      "rehearsal",
      true,
      message,
      message.calls().isEmpty() ? "stop" : "tool_calls",
      ModelAnswer.Usage.NONE,
      BigDecimal.ZERO,
      JsonNodeFactory.instance.objectNode().put("rehearsal", true)
    );
  }

  private static Message.Assistant improvised(ModelRequest request) {
    var rehearsal = request.rehearsal();
    boolean called = request.messages().stream().anyMatch(Message.Assistant.class::isInstance);
    if (
      !called && !request.concluding() && rehearsal.script().isEmpty() && !request.tools().isEmpty()
    ) {
      var calls = new ArrayList<Message.Call>();
      for (var tool : request.tools()) {
        calls.add(
          new Message.Call(
            "rehearsal-" + calls.size(),
            tool.name(),
            PlausibleJson.of(tool.arguments(), rehearsal.inputs())
          )
        );
      }
      return new Message.Assistant(null, calls, null);
    }
    var answer = PlausibleJson.of(rehearsal.outputSchema(), rehearsal.inputs());
    return new Message.Assistant(answer.toString(), List.of(), null);
  }

  /** Walks the script along the conversation up to the turn that is due. */
  private static final class ScriptPosition {

    private final ModelRequest request;
    private final ObjectNode known = JsonNodeFactory.instance.objectNode();
    private final ObjectNode results = known.putObject("results");
    private int next;

    ScriptPosition(ModelRequest request) {
      this.request = request;
      known.put("goal", request.rehearsal().goal());
      var inputs = known.putObject("inputs");
      request.rehearsal().inputs().forEach(inputs::set);
    }

    Optional<Message.Assistant> next() {
      for (var message : request.messages()) {
        switch (message) {
          case Message.Assistant past -> step();
          case Message.ToolResult result -> results.set(result.tool(), result.content());
          case Message.System system -> {
          }
          case Message.User user -> {
          }
        }
      }
      return step().map(this::turn);
    }

    private Optional<Rehearsal.Step> step() {
      var script = request.rehearsal().script();
      while (next < script.size()) {
        var step = script.get(next++);
        if (Scripts.holds(step.when(), known)) {
          return Optional.of(step);
        }
      }
      return Optional.empty();
    }

    private Message.Assistant turn(Rehearsal.Step step) {
      if (step.answer() != null) {
        return new Message.Assistant(
          Scripts.fill(step.answer(), known).toString(),
          List.of(),
          null
        );
      }
      var calls = new ArrayList<Message.Call>();
      var reason = new StringBuilder();
      for (var call : step.calls() == null ? List.<Rehearsal.ScriptedCall>of() : step.calls()) {
        JsonNode arguments = Scripts.fill(call.arguments(), known);
        calls.add(
          new Message.Call("rehearsal-" + next + "-" + calls.size(), call.tool(), arguments)
        );
        if (call.reason() != null) {
          reason.append(reason.isEmpty() ? "" : " ").append(Scripts.fillText(call.reason(), known));
        }
      }
      return new Message.Assistant(reason.isEmpty() ? null : reason.toString(), calls, null);
    }
  }
}
