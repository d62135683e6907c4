package dev.steward.budget;

import dev.steward.policy.Limit;
import dev.steward.process.spi.WorkContext;
import java.util.UUID;

/** On whose account a model is asked. */
public record Spender(UUID runId, String agent, WorkContext context) {
  /** Who spends together with this one, within a scope. */
  String subject(Limit.Scope scope) {
    return switch (scope) {
      case ALL -> "";
      case PROCESS -> context.processKey();
      case AGENT -> agent;
      case RISK_CLASS -> context.riskClass();
      // What no person has started is one spender.
      case INITIATOR -> String.valueOf(context.initiator());
    };
  }
}
