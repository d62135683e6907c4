package dev.steward.agent;

import com.fasterxml.jackson.databind.JsonNode;
import dev.steward.process.spi.WorkContext;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A stored agent run. */
record AgentRun(
  UUID id,
  String agent,
  String agentVersion,
  WorkContext context,
  String goal,
  Map<String, JsonNode> inputs,
  Set<String> tools,
  RunState state,
  int turns,
  long tokens,
  BigDecimal costUsd,
  @Nullable JsonNode result,
  @Nullable String errorCode,
  @Nullable String errorMessage,
  Instant createdAt
) {}
