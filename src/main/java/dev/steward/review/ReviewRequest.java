package dev.steward.review;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.steward.policy.Verdict;
import dev.steward.process.spi.Audience;
import dev.steward.process.spi.TaskKind;
import dev.steward.process.spi.WorkContext;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A tool call that a person has to decide on: whether to make it, or whether it happened.
 *
 * @param kind {@code TOOL_REVIEW} or {@code IN_DOUBT}
 * @param workId the durable task that waits for the decision
 * @param toolVersion digest of the contract
 * @param sensitive what of the arguments is only for people who hold the permission {@code requires}
 * @param reason the agent's own words, or why the call is in doubt
 * @param reviewers candidate group
 * @param quorum how many of them must approve
 * @param due how long they may take; null for the usual time
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
  String reviewers,
  int quorum,
  @Nullable Duration due
) {
  public ReviewRequest {
    sensitive = List.copyOf(sensitive);
    rules = List.copyOf(rules);
    labels = List.copyOf(labels);
  }
}
