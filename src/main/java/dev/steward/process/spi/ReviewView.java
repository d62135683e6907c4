package dev.steward.process.spi;

import com.fasterxml.jackson.databind.JsonNode;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a reviewer decides on: exactly what will run, why it was proposed and which rule asked.
 *
 * @param arguments as they would run now, with what this person may not see masked
 * @param argumentsSchema JSON Schema of the tool's arguments
 * @param reason the agent's own words
 * @param risk the workflow's risk class
 * @param digest of the unmasked arguments; whoever approves tells by it what they looked at
 * @param changed whether another reviewer has changed the arguments
 * @param quorum how many people must approve
 * @param approvals of the arguments as they stand
 * @param outcome what a sampled call was answered; null for a call that has not been made
 * @param calledIn the instance that a sampled call was made in; null for others, which are decided in theirs
 */
@Schema(name = "Review")
public record ReviewView(
  String tool,
  String toolTitle,
  String toolVersion,
  @Nullable String toolDescription,
  JsonNode arguments,
  JsonNode argumentsSchema,
  @Nullable String reason,
  @Nullable String agent,
  List<ReviewRule> rules,
  List<String> labels,
  boolean reversible,
  String risk,
  Audience audience,
  boolean rehearsal,
  @Nullable Instant expiresAt,
  String digest,
  boolean changed,
  int quorum,
  List<Approval> approvals,
  @Nullable JsonNode outcome,
  @Nullable String calledIn
) {
  @Schema(name = "Approval")
  public record Approval(String by, Instant at, @Nullable String comment) {}

  /** A rule that asked for a person. */
  @Schema(name = "Rule")
  public record ReviewRule(String id, String table, @Nullable String description) {}
}
