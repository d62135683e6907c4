package dev.steward.agent;

import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An agent run.
 *
 * @param agentVersion digest of the role's file as it was when the run began
 * @param notBefore a model's provider has asked to be left alone until then
 * @param steps in the order of time; empty in lists
 */
@Schema(name = "AgentRun")
record RunView(
  UUID id,
  String agent,
  String agentVersion,
  String instanceId,
  String activityId,
  String activityName,
  RunState state,
  String goal,
  int turns,
  long inputTokens,
  long outputTokens,
  BigDecimal costUsd,
  @Nullable String errorCode,
  @Nullable String errorMessage,
  Instant createdAt,
  @Nullable Instant startedAt,
  @Nullable Instant endedAt,
  @Nullable Instant notBefore,
  List<RunStep> steps
) {
  static RunView of(AgentRun run, List<RunStep> steps) {
    return new RunView(
      run.id(),
      run.agent(),
      run.agentVersion(),
      run.context().instanceId(),
      run.context().activityId(),
      run.context().activityName(),
      run.state(),
      run.goal(),
      run.turns(),
      run.tokensIn(),
      run.tokensOut(),
      run.costUsd(),
      run.errorCode(),
      run.errorMessage(),
      run.createdAt(),
      run.startedAt(),
      run.endedAt(),
      run.notBefore(),
      steps
    );
  }
}
