package dev.steward.review;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.steward.identity.Actor;
import dev.steward.json.JsonMask;
import dev.steward.json.SensitiveValues;
import dev.steward.process.spi.Audience;
import dev.steward.process.spi.ReviewView;
import dev.steward.process.spi.TaskKind;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A stored review. */
record Review(
  UUID id,
  TaskKind kind,
  String instanceId,
  String activityId,
  String tool,
  String toolVersion,
  String toolDescription,
  JsonNode arguments,
  JsonNode argumentsSchema,
  @Nullable String reason,
  @Nullable String agent,
  List<ReviewView.ReviewRule> rules,
  List<String> labels,
  boolean reversible,
  String risk,
  Audience audience,
  boolean rehearsal,
  String reviewers,
  @Nullable Instant dueAt,
  ReviewState state,
  @Nullable String decidedBy,
  @Nullable String comment,
  @Nullable JsonNode effectiveArguments,
  @Nullable Instant expiresAt,
  @Nullable String toolTitle,
  List<JsonPointer> sensitive,
  @Nullable String requires,
  @Nullable String principal,
  int quorum,
  @Nullable String escalation,
  @Nullable UUID callId,
  @Nullable JsonNode outcome,
  Instant requestedAt
) {
  /** For people; reviews of earlier releases have none. */
  String title() {
    return toolTitle == null ? tool : toolTitle;
  }

  boolean hidesFrom(Actor actor) {
    return !sensitive.isEmpty() && (requires == null || !actor.holds(requires));
  }

  /** What is not for everybody's eyes, as it was proposed and as it stands now. */
  SensitiveValues sensitiveValues() {
    return SensitiveValues.of(arguments, sensitive).and(SensitiveValues.of(current(), sensitive));
  }

  /** What would run if it was approved now: the proposal, or what another reviewer has made of it. */
  JsonNode current() {
    return effectiveArguments == null ? arguments : effectiveArguments;
  }

  boolean wasChanged() {
    return effectiveArguments != null && !effectiveArguments.equals(arguments);
  }

  String digest() {
    return ApprovalDigest.of(tool, toolVersion, current());
  }

  ReviewView view(Actor actor, List<ReviewView.Approval> approvals) {
    var hidden = hidesFrom(actor) ? sensitiveValues() : SensitiveValues.NONE;
    return new ReviewView(
      tool,
      title(),
      toolVersion,
      toolDescription,
      hidesFrom(actor) ? JsonMask.mask(current(), sensitive) : current(),
      argumentsSchema,
      reason == null ? null : hidden.maskIn(reason),
      agent,
      rules,
      labels,
      reversible,
      risk,
      audience,
      rehearsal,
      expiresAt,
      digest(),
      wasChanged(),
      quorum,
      approvals,
      outcome == null || hidden.isEmpty() ? outcome : hidden.maskIn(outcome),
      kind == TaskKind.SAMPLE_AUDIT ? instanceId : null
    );
  }
}
