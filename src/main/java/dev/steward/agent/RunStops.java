package dev.steward.agent;

import dev.steward.budget.Grants;
import dev.steward.identity.Actor;
import dev.steward.problem.ProblemException;
import dev.steward.process.spi.OutsideEnd;
import dev.steward.tool.ToolGateway;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** An operator ends a run. It makes no further call; what a model answers late is recorded and goes nowhere. */
@Component
class RunStops {

  private final AgentRuns runs;
  private final RunAudit audit;
  private final ToolGateway gateway;
  private final Grants grants;
  private final Reservations reservations;
  private final OutsideEnd process;

  RunStops(
    AgentRuns runs,
    RunAudit audit,
    ToolGateway gateway,
    Grants grants,
    Reservations reservations,
    OutsideEnd process
  ) {
    this.runs = runs;
    this.audit = audit;
    this.gateway = gateway;
    this.grants = grants;
    this.reservations = reservations;
    this.process = process;
  }

  /** @throws ProblemException 409 where the run has ended already */
  @Transactional
  void stop(AgentRun run, String reason, Actor operator) {
    var stopped = runs
      .stop(run.id(), "STOPPED", "%s stopped it: %s".formatted(operator.name(), reason))
      .orElseThrow(() -> ProblemException.conflict("run-ended", "The run has ended already"));
    audit.stopped(stopped, reason, operator);
    gateway.giveUp(stopped.scope(false));
    grants.withdraw(run.id());
    reservations.leftBehind(run.id());
    process.announce(run.context().executionId(), AgentTask.TYPE, run.id());
  }
}
