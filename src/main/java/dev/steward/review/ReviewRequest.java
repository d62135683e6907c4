package dev.steward.review;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.steward.policy.Panel;
import dev.steward.policy.Verdict;
import dev.steward.process.spi.Audience;
import dev.steward.process.spi.TaskKind;
import dev.steward.process.spi.WorkContext;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A tool call that a person has to decide on: whether to make it, or whether it happened.
 *
 * @param kind {@code TOOL_REVIEW}, {@code IN_DOUBT} or {@code SAMPLE_AUDIT}
 * @param workId the durable task that the call belongs to
 * @param toolVersion digest of the contract
 * @param sensitive what of the arguments is only for people who hold the permission {@code requires}
 * @param reason the agent's own words, or why the call is in doubt
 * @param panel who decides
 */
public record ReviewRequest(
  TaskKind kind,
  UUID workId,
  WorkContext context,
  String tool,
  String toolTitle,
  String toolVersion,
  String toolDescription,
  JsonNode arguments,
  JsonNode argumentsSchema,
  List<JsonPointer> sensitive,
  @Nullable String requires,
  @Nullable String reason,
  @Nullable String agent,
  List<Verdict.Rule> rules,
  List<String> labels,
  boolean reversible,
  Audience audience,
  boolean rehearsal,
  Panel panel
) {
  public ReviewRequest {
    sensitive = List.copyOf(sensitive);
    rules = List.copyOf(rules);
    labels = List.copyOf(labels);
  }
}
