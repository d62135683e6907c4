package dev.steward.agent;

import dev.steward.audit.AuditEntry;
import dev.steward.audit.AuditTrail;
import dev.steward.model.ModelAnswer;
import dev.steward.model.ModelFault;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
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

  void answered(AgentRun run, int turn, ModelAnswer answer, Duration took, boolean used) {
    var detail = detail(run);
    detail.put("turn", turn);
    detail.put("model", answer.model());
    detail.put("providerModel", answer.providerModel());
    detail.put("rehearsal", answer.rehearsal());
    detail.put("finishReason", answer.finishReason());
    detail.put("inputTokens", answer.usage().input());
    detail.put("cachedTokens", answer.usage().cached());
    detail.put("outputTokens", answer.usage().output());
    detail.put("costUsd", answer.costUsd());
    detail.put("durationMs", took.toMillis());
    detail.put(
      "calls",
      answer
        .message()
        .calls()
        .stream()
        .map(call -> call.tool())
        .toList()
    );
    record(
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

  void retried(AgentRun run, int turn, String model, ModelFault fault) {
    var detail = detail(run);
    detail.put("turn", turn);
    detail.put("model", model);
    detail.put("fault", fault.kind().name().toLowerCase(Locale.ROOT));
    detail.put("reason", String.valueOf(fault.getMessage()));
    record(run, "model.retried", "failed", "No answer from model " + model, detail);
  }

  void completed(AgentRun run) {
    record(run, "run.completed", "completed", run.agent() + " finished", detail(run));
  }

  void failed(AgentRun run, String errorCode, String reason) {
    var detail = detail(run);
    detail.put("errorCode", errorCode);
    detail.put("reason", reason);
    record(run, "run.failed", "failed", run.agent() + " failed: " + reason, detail);
  }

  void reopened(AgentRun run) {
    record(run, "run.reopened", "running", run.agent() + " goes on", detail(run));
  }

  void cancelled(AgentRun run) {
    record(run, "run.cancelled", "cancelled", run.agent() + " was stopped", detail(run));
  }

  private static Map<String, Object> detail(AgentRun run) {
    var detail = new LinkedHashMap<String, Object>();
    detail.put("runId", run.id());
    detail.put("agent", run.agent());
    detail.put("agentVersion", run.agentVersion());
    detail.put("environment", run.context().environment());
    return detail;
  }

  private void record(
    AgentRun run,
    String type,
    @Nullable String state,
    String title,
    Map<String, Object> detail
  ) {
    var context = run.context();
    trail.record(
      new AuditEntry(
        type,
        "agent:" + run.agent(),
        context.initiator(),
        context.processKey(),
        context.instanceId(),
        context.activityId(),
        state,
        title,
        detail
      )
    );
  }
}
