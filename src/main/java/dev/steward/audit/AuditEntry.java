package dev.steward.audit;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One fact for the trail.
 *
 * @param type dotted and in the past tense of the trail's vocabulary, such as {@code tool.executed}
 * @param actor a principal's name, {@code agent:<role>} or {@code system}
 * @param onBehalfOf the person an agent represents
 * @param title one line for people
 * @param detail values that Jackson can write; callers mask what is sensitive
 */
public record AuditEntry(
  String type,
  String actor,
  @Nullable String onBehalfOf,
  @Nullable String processKey,
  @Nullable String instanceId,
  @Nullable String activityId,
  @Nullable String state,
  String title,
  Map<String, ?> detail
) {}
