package dev.steward.evidence;

import com.fasterxml.jackson.annotation.JsonValue;
import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What auditors ask about an instance first, a question a field. Each {@code entryId} is that of the entry on the trail that says so.
 *
 * @param steps what happened: the steps of the diagram, in order
 * @param agents which agents worked, for whom
 * @param calls which tools were asked for, under which verdict, and what came of it
 * @param reads which records were read
 * @param changes what was changed outside, and whether it has to be undone
 * @param people who decided or stepped in
 * @param failures what failed or was refused
 * @param retries what was tried again
 */
@Schema(name = "InstanceAccount")
record Account(
  String instanceId,
  String processKey,
  String state,
  List<Step> steps,
  List<AgentWork> agents,
  List<CallMade> calls,
  List<DataRead> reads,
  List<Change> changes,
  List<Intervention> people,
  List<Setback> failures,
  List<Retry> retries,
  Cost cost
) {
  @Schema(name = "AccountStep")
  record Step(Instant at, String activityId, String title, String state, @Nullable String actor) {}

  /** @param state of the run; {@code running} until its end is on record */
  @Schema(name = "AccountAgent")
  record AgentWork(
    String runId,
    String agent,
    String version,
    @Nullable String onBehalfOf,
    @Nullable String activityId,
    String state,
    Cost cost,
    long entryId
  ) {}

  /**
   * @param by {@code agent:<role>}, or {@code system} for a tool task
   * @param verdict the last one
   * @param outcome null where it was not made, or not yet
   */
  @Schema(name = "AccountCall")
  record CallMade(
    String callId,
    String tool,
    @Nullable String toolVersion,
    String by,
    @Nullable String activityId,
    String verdict,
    List<String> rules,
    @Nullable String outcome,
    int attempts,
    long entryId
  ) {}

  /** @param record as the contract's {@code record} names it among the arguments, masked where they are */
  @Schema(name = "AccountRead")
  record DataRead(
    String callId,
    String tool,
    @Nullable String record,
    String by,
    @Nullable String onBehalfOf,
    @Nullable String activityId,
    long entryId
  ) {}

  /**
   * @param compensation the tool that undoes it; null where none does
   * @param undoneBy id of the call that did
   */
  @Schema(name = "AccountChange")
  record Change(
    String callId,
    String tool,
    @Nullable String record,
    String outcome,
    Undo undo,
    @Nullable String compensation,
    @Nullable String undoneBy,
    long entryId
  ) {}

  @Schema(name = "AccountUndo")
  enum Undo {
    /** The instance goes on, or came to an end of its diagram. */
    NOT_NEEDED,
    UNDONE,
    /** It stands, although the instance failed or was cancelled. */
    NEEDED,
    /** The same, and its contract says that it cannot be undone. */
    IMPOSSIBLE;

    @JsonValue
    String id() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /**
   * @param type of the entry, such as {@code review.decided}
   * @param decision null where the type says it all
   * @param changed whether what took effect differs from what was proposed
   */
  @Schema(name = "AccountIntervention")
  record Intervention(
    Instant at,
    String person,
    String type,
    @Nullable String decision,
    @Nullable String tool,
    @Nullable String activityId,
    boolean changed,
    @Nullable String comment,
    long entryId
  ) {}

  @Schema(name = "AccountFailure")
  record Setback(
    Instant at,
    String type,
    String title,
    @Nullable String activityId,
    @Nullable String reason,
    long entryId
  ) {}

  /** @param times how often, beside the first attempt */
  @Schema(name = "AccountRetry")
  record Retry(
    Instant at,
    String type,
    String what,
    @Nullable String activityId,
    int times,
    long entryId
  ) {}

  /** Of every answer of a model that has a price, used or not. @param rehearsed how many of them the rehearsal gave */
  @Schema(name = "AccountCost")
  record Cost(
    int answers,
    int rehearsed,
    long inputTokens,
    long outputTokens,
    BigDecimal costUsd
  ) {}
}
