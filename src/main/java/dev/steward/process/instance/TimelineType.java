package dev.steward.process.instance;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What a reader of an instance's story tells apart; the trail's own vocabulary is finer. */
public enum TimelineType {
  STARTED,
  ACTIVITY,
  MODEL_CALL,
  RETRIEVAL,
  VERDICT,
  TOOL_CALL,
  REVIEW,
  TASK,
  RETRY,
  INCIDENT,
  CANCELLED;

  @JsonValue
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** @param recorded the dotted type of an audit entry */
  static TimelineType of(String recorded) {
    return switch (recorded) {
      case "instance.started", "rehearsal.started" -> STARTED;
      case "instance.cancelled", "rehearsal.ended", "run.cancelled" -> CANCELLED;
      case "run.failed", "incident.opened" -> INCIDENT;
      case
        "model.retried",
        "tool.retried",
        "incident.retried",
        "incident.resolved",
        "incident.skipped" -> RETRY;
      case "tool.decided" -> VERDICT;
      default -> {
        var subject = recorded.substring(0, Math.max(0, recorded.indexOf('.')));
        yield switch (subject) {
          case "model" -> MODEL_CALL;
          case "tool" -> TOOL_CALL;
          case "review" -> REVIEW;
          case "retrieval" -> RETRIEVAL;
          case "task", "attachment" -> TASK;
          default -> ACTIVITY;
        };
      }
    };
  }
}
