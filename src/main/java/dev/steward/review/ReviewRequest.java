package dev.steward.review;

import com.fasterxml.jackson.databind.JsonNode;
import dev.steward.policy.Verdict;
import dev.steward.process.spi.Audience;
import dev.steward.process.spi.WorkContext;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A proposed tool call that a person has to decide on.
 *
 * @param workId the durable task that waits for the decision
 * @param toolVersion digest of the contract
 * @param reason the agent's own words
 * @param reviewers candidate group
 */
public record ReviewRequest(
  UUID workId,
  WorkContext context,
  String tool,
  String toolVersion,
  String toolDescription,
  JsonNode arguments,
  JsonNode argumentsSchema,
  @Nullable String reason,
  @Nullable String agent,
  List<Verdict.Rule> rules,
  List<String> labels,
  boolean reversible,
  Audience audience,
  boolean rehearsal,
  String reviewers
) {
  public ReviewRequest {
    rules = List.copyOf(rules);
    labels = List.copyOf(labels);
  }
}
