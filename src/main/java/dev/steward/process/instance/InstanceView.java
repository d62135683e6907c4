package dev.steward.process.instance;

import com.fasterxml.jackson.databind.JsonNode;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A process instance.
 *
 * @param variables empty in lists
 * @param activities where the instance is and was, for the diagram; empty in lists
 */
@Schema(name = "Instance")
record InstanceView(
  String id,
  String processKey,
  String processName,
  int version,
  @Nullable String businessKey,
  InstanceState state,
  Instant startedAt,
  @Nullable Instant endedAt,
  @Nullable String startedBy,
  String environment,
  Map<String, JsonNode> variables,
  List<ActivityView> activities
) {
  InstanceView with(Map<String, JsonNode> variables, List<ActivityView> activities) {
    return new InstanceView(
      id,
      processKey,
      processName,
      version,
      businessKey,
      state,
      startedAt,
      endedAt,
      startedBy,
      environment,
      variables,
      activities
    );
  }

  @Schema(name = "InstanceActivity")
  record ActivityView(String activityId, ActivityState state) {}
}
