package dev.steward.process.incident;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Open incidents that have one cause, as far as can be told: the same step of the same process failed in the same way.
 *
 * @param id of the cause, the same for as long as there are such incidents
 * @param reason with an ellipsis for what differs from case to case: quoted texts, numbers and ids
 * @param instanceIds of the newest, at most five
 */
@Schema(name = "IncidentGroup")
record IncidentGroup(
  String id,
  String processKey,
  String processName,
  @Nullable String activityId,
  @Nullable String activityName,
  IncidentView.Kind kind,
  @Nullable String code,
  String reason,
  long count,
  Instant first,
  Instant last,
  List<String> instanceIds
) {
  /**
   * What was done of a group.
   *
   * @param results of those that were tried again now, the oldest incidents first
   * @param left incidents of the group that were open before and have not been tried again since
   * @param before to be sent along for the rest, so that what has failed again is not tried a second time
   */
  @Schema(name = "GroupRetry")
  record Retried(List<RetryResult> results, long left, Instant before) {
    public Retried {
      results = List.copyOf(results);
    }
  }
}
