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
 * @param parentId the instance that has called this one, or whose tool has started it; null for most
 * @param children what this instance has called or its tools have started, newest first and at most 100; empty in lists
 * @param variables empty in lists
 * @param activities where the instance is and was, for the diagram; empty in lists
 */
@Schema(name = "Instance")
public record InstanceView(
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
  @Nullable String parentId,
  List<Child> children,
  Map<String, JsonNode> variables,
  List<ActivityView> activities
) {
  InstanceView with(
    List<Child> children,
    Map<String, JsonNode> variables,
    List<ActivityView> activities
  ) {
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
      parentId,
      children,
      variables,
      activities
    );
  }

  /**
   * @param tokens how often the activity is under way now
   * @param incidents of it that an operator has to look at
   * @param tasks that people are asked to do there
   */
  @Schema(name = "InstanceActivity")
  public record ActivityView(
    String activityId,
    ActivityState state,
    long tokens,
    long incidents,
    long tasks
  ) {}

  @Schema(name = "ChildInstance")
  public record Child(
    String id,
    String processKey,
    String processName,
    @Nullable String businessKey,
    InstanceState state,
    Instant startedAt
  ) {
    static Child of(InstanceView child) {
      return new Child(
        child.id,
        child.processKey,
        child.processName,
        child.businessKey,
        child.state,
        child.startedAt
      );
    }
  }
}
