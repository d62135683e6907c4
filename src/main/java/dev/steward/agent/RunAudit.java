package dev.steward.agent;

import dev.steward.audit.AuditEntry;
import dev.steward.audit.AuditTrail;
import dev.steward.identity.Actor;
import dev.steward.journal.Write;
import dev.steward.model.ModelAnswer;
import dev.steward.model.ModelFault;
import dev.steward.policy.ModelDecision;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What the trail is told about agent runs. */
@Component
class RunAudit {

  private final AuditTrail trail;

  RunAudit(AuditTrail trail) {
    this.trail = trail;
  }

  Write answered(AgentRun run, int turn, ModelCalls.Answered answered, boolean used) {
    var answer = answered.answer();
    var detail = detail(run);
    detail.put("turn", turn);
    put(detail, answer);
    detail.put("durationMs", answered.took().toMillis());
    put(detail, answered.choice());
    detail.put(
      "calls",
      answer
        .message()
        .calls()
        .stream()
        .map(call -> call.tool())
        .toList()
    );
    return entry(
      run,
      "model.answered",
      used ? "succeeded" : "discarded",
      answer.message().calls().isEmpty()
        ? "Answered"
        : "Asked for " +
            String.join(
              ", ",
              answer
                .message()
                .calls()
                .stream()
                .map(call -> call.tool())
                .distinct()
                .toList()
            ),
      detail
    );
  }

  /** @param answer where the attempt was answered all the same, and has its price */
  Write retried(
    AgentRun run,
    int turn,
    String model,
    ModelFault fault,
    @Nullable ModelAnswer answer
  ) {
    var detail = detail(run);
    detail.put("turn", turn);
    if (answer == null) {
      detail.put("model", model);
    } else {
      put(detail, answer);
    }
    detail.put("fault", fault.kind().id());
    detail.put("reason", String.valueOf(fault.getMessage()));
    return entry(run, "model.retried", "failed", "No answer from model " + model, detail);
  }

  Write completed(AgentRun run) {
    return entry(run, "run.completed", "completed", run.agent() + " finished", detail(run));
  }

  Write failed(AgentRun run, String errorCode, String reason) {
    var detail = detail(run);
    detail.put("errorCode", errorCode);
    detail.put("reason", reason);
    return entry(run, "run.failed", "failed", run.agent() + " failed: " + reason, detail);
  }

  void reopened(AgentRun run) {
    trail.record(
      entry("system", run, "run.reopened", "running", run.agent() + " goes on", detail(run))
    );
  }

  void stopped(AgentRun run, String reason, Actor operator) {
    var detail = detail(run);
    detail.put("reason", reason);
    trail.record(
      entry(
        operator.name(),
        run,
        "run.stopped",
        "failed",
        "Stopped %s: %s".formatted(run.agent(), reason),
        detail
      )
    );
  }

  void cancelled(AgentRun run) {
    trail.record(
      entry("system", run, "run.cancelled", "cancelled", run.agent() + " was stopped", detail(run))
    );
  }

  /** Which rules chose the model, where there are any. */
  private static void put(Map<String, Object> detail, ModelDecision choice) {
    if (!choice.rules().isEmpty()) {
      detail.put("rules", choice.rules());
    }
    if (choice.reason() != null) {
      detail.put("reason", choice.reason());
    }
    if (choice.shadow() != null) {
      detail.put("shadow", Map.of("model", choice.shadow()));
    }
  }

  private static void put(Map<String, Object> detail, ModelAnswer answer) {
    detail.put("model", answer.model());
    detail.put("providerModel", answer.providerModel());
    detail.put("rehearsal", answer.rehearsal());
    detail.put("finishReason", answer.finishReason());
    detail.put("inputTokens", answer.usage().input());
    detail.put("cachedTokens", answer.usage().cached());
    detail.put("outputTokens", answer.usage().output());
    detail.put("costUsd", answer.costUsd());
  }

  private static Map<String, Object> detail(AgentRun run) {
    var detail = new LinkedHashMap<String, Object>();
    detail.put("runId", run.id());
    detail.put("agent", run.agent());
    detail.put("agentVersion", run.agentVersion());
    detail.put("environment", run.context().environment());
    return detail;
  }

  private Write entry(
    AgentRun run,
    String type,
    @Nullable String state,
    String title,
    Map<String, Object> detail
  ) {
    return trail.entry(entry("agent:" + run.agent(), run, type, state, title, detail));
  }

  private static AuditEntry entry(
    String actor,
    AgentRun run,
    String type,
    @Nullable String state,
    String title,
    Map<String, Object> detail
  ) {
    var context = run.context();
    return new AuditEntry(
      type,
      actor,
      context.mandate().principal(),
      context.processKey(),
      context.instanceId(),
      context.activityId(),
      state,
      title,
      detail
    );
  }
}
