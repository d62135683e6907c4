package dev.steward.agent;

import dev.steward.journal.Step;
import dev.steward.model.ModelRequest;
import dev.steward.tool.CallOutcome;
import dev.steward.tool.CallScope;
import dev.steward.tool.OfferedTool;
import dev.steward.tool.OpenCall;
import dev.steward.tool.ProposedCall;
import dev.steward.tool.ToolGateway;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Component;

/** The configured models, the one gateway, and the true time. */
@Component
class LiveSurroundings implements Surroundings {

  private final ModelCalls modelCalls;
  private final ToolGateway gateway;
  private final Clock clock;

  LiveSurroundings(ModelCalls modelCalls, ToolGateway gateway, Clock clock) {
    this.modelCalls = modelCalls;
    this.gateway = gateway;
    this.clock = clock;
  }

  @Override
  public ModelCalls.Result ask(RunInHand run, ModelRequest request) {
    return modelCalls.ask(run, request);
  }

  @Override
  public List<OfferedTool> offered(CallScope scope) {
    return gateway.offered(scope);
  }

  @Override
  public boolean isHeld(CallScope scope) {
    return gateway.heldUntil(scope).isPresent();
  }

  @Override
  public Calls propose(Step step, RunInHand run, int turn, List<ProposedCall> proposals) {
    return calls(run, gateway.propose(step, run.scope(), turn, proposals));
  }

  @Override
  public Calls open(RunInHand run) {
    return calls(run, gateway.open(run.id(), run.turns()));
  }

  @Override
  public Instant now(RunInHand run) {
    return clock.instant();
  }

  private Calls calls(RunInHand run, List<OpenCall> open) {
    return new Calls() {
      @Override
      public int count() {
        return open.size();
      }

      @Override
      public List<CallOutcome> advance() {
        return gateway.advance(run.scope(), run.steps(), open);
      }
    };
  }
}
