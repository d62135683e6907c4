package dev.steward.process.incident;

import com.fasterxml.jackson.annotation.JsonValue;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A step of an instance that gave up; nothing goes on there until somebody tries again or cancels the instance.
 *
 * @param code what a boundary event could have caught, such as AGENT_FAILED; null where no run has failed
 * @param reason one sentence for people
 * @param retries how often an operator has tried again
 */
@Schema(name = "Incident")
record IncidentView(
  String id,
  String processKey,
  String processName,
  String instanceId,
  @Nullable String businessKey,
  @Nullable String activityId,
  @Nullable String activityName,
  Kind kind,
  @Nullable String code,
  String reason,
  Instant at,
  int retries,
  @Nullable LastRetry lastRetry
) {
  enum Kind {
    /** The work itself ended without a result. */
    RUN_FAILED,
    /** The engine could not take a step, and tried as often as it does. */
    JOB_FAILED;

    @JsonValue
    String id() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Kind of(String id) {
      return valueOf(id.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
  }

  @Schema(name = "LastRetry")
  record LastRetry(Instant at, String by) {}
}
