package dev.steward.agent;

import com.fasterxml.jackson.databind.JsonNode;
import dev.steward.process.spi.WorkContext;
import dev.steward.tool.CallScope;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A stored agent run.
 *
 * @param epoch how often an execution has taken it
 * @param prompt digest of the system prompt
 * @param task the first message to the model
 * @param waited for people, in all
 * @param notBefore until then a model's provider has asked to be left alone
 * @param reopenedAt an operator's last retry
 */
record AgentRun(
  UUID id,
  String agent,
  String agentVersion,
  WorkContext context,
  String goal,
  Map<String, JsonNode> inputs,
  Set<String> tools,
  String prompt,
  String task,
  RunState state,
  int epoch,
  int turns,
  long tokensIn,
  long tokensOut,
  BigDecimal costUsd,
  @Nullable String errorCode,
  @Nullable String errorMessage,
  Instant createdAt,
  @Nullable Instant startedAt,
  @Nullable Instant endedAt,
  @Nullable Instant waitingSince,
  Duration waited,
  @Nullable Instant notBefore,
  @Nullable Instant reopenedAt
) {
  /** For whom, where and with which tools it calls, before it has read anything by itself. */
  CallScope scope(boolean rehearsal) {
    return new CallScope(id, context, agent, tools, context.labels(), rehearsal);
  }
}
