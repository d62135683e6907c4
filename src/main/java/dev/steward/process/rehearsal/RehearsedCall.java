package dev.steward.process.rehearsal;

import com.fasterxml.jackson.databind.JsonNode;
import dev.steward.process.instance.TimelineEntry;
import dev.steward.process.instance.TimelineType;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A proposed tool call, and what the gateway said to it.
 *
 * @param actor the agent, or the process where its diagram calls
 * @param verdict {@code allowed}, {@code sampled}, {@code needs-review}, {@code approved}, {@code denied} or {@code refused}
 * @param code why it was refused; null for others
 * @param arguments with what is sensitive masked
 * @param rules that matched
 * @param deciders null where nobody is asked
 */
@Schema(name = "RehearsedCall")
record RehearsedCall(
  String id,
  Instant at,
  @Nullable String actor,
  @Nullable String activityId,
  @Nullable String activityName,
  String tool,
  @Nullable String verdict,
  @Nullable String code,
  @Nullable String reason,
  JsonNode arguments,
  List<Rule> rules,
  @Nullable Deciders deciders
) {
  @Schema(name = "RehearsedRule")
  record Rule(String id, String table, @Nullable String description) {}

  /**
   * Who would have to decide.
   *
   * @param quorum how many of them
   * @param dueAfter how long they would have, in ISO 8601
   * @param escalation the group that could decide as well after that; null where none is named
   */
  @Schema(name = "Deciders")
  record Deciders(
    String group,
    int quorum,
    @Schema(type = "string", example = "PT8H") Duration dueAfter,
    @Nullable String escalation
  ) {}

  /** In the order in which they were proposed. */
  static List<RehearsedCall> of(Collection<TimelineEntry> timeline) {
    var calls = new LinkedHashMap<String, RehearsedCall>();
    timeline
      .stream()
      .filter(entry -> entry.type() == TimelineType.VERDICT)
      .map(RehearsedCall::of)
      .forEach(call -> calls.put(call.id(), call));
    return List.copyOf(calls.values());
  }

  private static RehearsedCall of(TimelineEntry entry) {
    var detail = entry.detail();
    return new RehearsedCall(
      detail.path("callId").asText(),
      entry.at(),
      entry.actor(),
      entry.activityId(),
      entry.activityName(),
      detail.path("tool").asText(),
      entry.state(),
      text(detail, "code"),
      text(detail, "reason"),
      detail.path("arguments"),
      detail
        .path("rules")
        .valueStream()
        .map(rule ->
          new Rule(rule.path("id").asText(), rule.path("table").asText(), text(rule, "description"))
        )
        .toList(),
      detail.hasNonNull("reviewers")
        ? new Deciders(
            detail.path("reviewers").asText(),
            detail.path("quorum").asInt(1),
            Duration.parse(detail.path("dueAfter").asText()),
            text(detail, "escalation")
          )
        : null
    );
  }

  private static @Nullable String text(JsonNode node, String name) {
    return node.hasNonNull(name) ? node.path(name).asText() : null;
  }
}
