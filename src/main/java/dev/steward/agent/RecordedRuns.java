package dev.steward.agent;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.steward.identity.Actor;
import dev.steward.problem.ProblemException;
import dev.steward.process.spi.VisibleInstances;
import dev.steward.tool.JournalledCall;
import dev.steward.tool.ToolGateway;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Runs that have ended, for those who want to learn from them. */
@Component
public class RecordedRuns {

  /**
   * What a run was asked, was told and answered.
   *
   * @param calls settled ones, with what is sensitive in their arguments masked
   * @param schema of the answer
   */
  public record Recording(
    String agent,
    String processKey,
    String instanceId,
    String goal,
    Map<String, JsonNode> inputs,
    Set<String> tools,
    List<JournalledCall> calls,
    JsonNode answer,
    JsonNode schema
  ) {}

  private final AgentRuns runs;
  private final AgentRoles roles;
  private final Turns turns;
  private final ToolGateway gateway;
  private final VisibleInstances instances;
  private final ObjectMapper json;

  RecordedRuns(
    AgentRuns runs,
    AgentRoles roles,
    Turns turns,
    ToolGateway gateway,
    VisibleInstances instances,
    ObjectMapper json
  ) {
    this.runs = runs;
    this.roles = roles;
    this.turns = turns;
    this.gateway = gateway;
    this.instances = instances;
    this.json = json;
  }

  /** @throws ProblemException 404 for a run that this actor may not see, 409 for one that has not completed */
  public Recording get(UUID id, Actor actor) {
    var run = runs
      .find(id)
      .orElseThrow(() ->
        ProblemException.notFound("run-not-found", "There is no run '" + id + "'")
      );
    var context = run.context();
    instances.require(context.instanceId(), actor);
    if (run.state() != RunState.COMPLETED) {
      throw ProblemException.conflict(
        "run-not-completed",
        "The run has no answer to be learnt from"
      );
    }
    var schema = roles.pinned(run.agentVersion()).output();
    return new Recording(
      run.agent(),
      context.processKey(),
      context.instanceId(),
      run.goal(),
      run.inputs(),
      run.tools(),
      gateway.maskedJournal(id),
      answer(run, schema),
      schema
    );
  }

  private JsonNode answer(AgentRun run, JsonNode schema) {
    return switch (StructuredAnswer.read(turns.lastText(run.id()), schema, json)) {
      case StructuredAnswer.Valid valid -> valid.value();
      case StructuredAnswer.Invalid invalid -> throw new IllegalStateException(
        "The answer that completed run " + run.id() + " no longer fits its schema"
      );
    };
  }
}
