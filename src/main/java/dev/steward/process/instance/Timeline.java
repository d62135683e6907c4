package dev.steward.process.instance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.steward.audit.AuditLog;
import dev.steward.audit.RecordedEntry;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.flowable.engine.history.HistoricActivityInstance;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The story of an instance: the engine's history of activities and the audit trail, in the order of time. What agents, tools and
 * people did is told by the trail alone, so the story never shows anything that is not on record.
 */
@Component
class Timeline {

  private final ActivityHistory history;
  private final AuditLog audit;
  private final ObjectMapper json;

  Timeline(ActivityHistory history, AuditLog audit, ObjectMapper json) {
    this.history = history;
    this.audit = audit;
    this.json = json;
  }

  List<TimelineEntry> of(String instanceId) {
    var activities = history.of(instanceId);
    var names = new HashMap<String, @Nullable String>();
    activities.forEach(activity -> names.put(activity.getActivityId(), activity.getActivityName()));
    var entries = new ArrayList<TimelineEntry>();
    activities.stream().map(this::entry).forEach(entries::add);
    audit
      .ofInstance(instanceId)
      .stream()
      // The end event, which is an activity, says so already.
      .filter(recorded -> !recorded.entry().type().equals("instance.completed"))
      .map(recorded -> entry(recorded, names))
      .forEach(entries::add);
    // The start is put on record at the end of the transaction that already reached the first activities.
    entries.sort(
      Comparator.comparing(
        (TimelineEntry entry) -> entry.type() != TimelineType.STARTED
      ).thenComparing(TimelineEntry::at)
    );
    return entries;
  }

  private TimelineEntry entry(HistoricActivityInstance activity) {
    var name = activity.getActivityName();
    return new TimelineEntry(
      "activity-" + activity.getId(),
      activity.getStartTime().toInstant(),
      activity.getActivityType().equals("userTask") ? TimelineType.TASK : TimelineType.ACTIVITY,
      activity.getAssignee(),
      activity.getActivityId(),
      name,
      name == null || name.isBlank() ? readable(activity.getActivityType()) : name,
      activity.getEndTime() == null
        ? "active"
        : activity.getDeleteReason() == null
          ? "completed"
          : "cancelled",
      activity.getDurationInMillis(),
      null,
      false,
      JsonNodeFactory.instance.objectNode().put("activityType", activity.getActivityType())
    );
  }

  private TimelineEntry entry(RecordedEntry recorded, Map<String, @Nullable String> names) {
    var entry = recorded.entry();
    JsonNode detail = json.valueToTree(entry.detail());
    return new TimelineEntry(
      "audit-" + recorded.id(),
      recorded.at(),
      TimelineType.of(entry.type()),
      entry.actor(),
      entry.activityId(),
      entry.activityId() == null ? null : names.get(entry.activityId()),
      entry.title(),
      entry.state(),
      detail.path("durationMs").isNumber()
        ? Long.valueOf(detail.path("durationMs").longValue())
        : null,
      detail.path("costUsd").isNumber() ? new BigDecimal(detail.path("costUsd").asText()) : null,
      detail.path("rehearsal").asBoolean(),
      detail
    );
  }

  private static String readable(String activityType) {
    return activityType.replaceAll("([a-z])([A-Z])", "$1 $2").toLowerCase(java.util.Locale.ROOT);
  }
}
