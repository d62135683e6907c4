package dev.steward.tool;

import com.fasterxml.jackson.databind.JsonNode;
import dev.steward.audit.AuditEntry;
import dev.steward.audit.AuditTrail;
import dev.steward.json.CanonicalJson;
import dev.steward.policy.Verdict;
import dev.steward.tool.Authority.Ruling;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What the trail is told about tool calls. */
@Component
class CallAudit {

  private final AuditTrail trail;

  CallAudit(AuditTrail trail) {
    this.trail = trail;
  }

  /** The intent is on record before anything is sent. */
  void decided(CallScope scope, ToolCall call, Ruling ruling, JsonNode arguments) {
    var detail = detail(scope, call);
    detail.put("arguments", arguments);
    detail.put("argumentsDigest", CanonicalJson.sha256(arguments));
    if (call.reason() != null) {
      detail.put("agentReason", call.reason());
    }
    detail.put("rules", rules(ruling));
    var state = switch (ruling) {
      case Ruling.Refused refused -> {
        detail.put("code", refused.code());
        detail.put("reason", refused.reason());
        if (!refused.errors().isEmpty()) {
          detail.put("errors", refused.errors());
        }
        yield refused.code().equals("policy-denied") ? "denied" : "refused";
      }
      case Ruling.NeedsReview review -> {
        detail.put("reason", review.reason());
        detail.put("reviewers", review.reviewers());
        detail.put("toolVersion", review.tool().version());
        yield call.reviewId() == null ? "needs-review" : "approved";
      }
      case Ruling.Cleared cleared -> {
        detail.put("toolVersion", cleared.tool().version());
        yield call.reviewId() != null ? "approved" : cleared.sampled() ? "sampled" : "allowed";
      }
    };
    record(scope, "tool.decided", state, title(call, state), detail);
  }

  void resumed(CallScope scope, ToolCall call) {
    record(
      scope,
      "tool.retried",
      null,
      "Sent " + call.tool() + " again under the same key, because its outcome was not on record",
      detail(scope, call)
    );
  }

  void executed(
    CallScope scope,
    ToolCall call,
    CallState state,
    JsonNode told,
    int attempts,
    Duration took
  ) {
    var detail = detail(scope, call);
    detail.put("result", told);
    detail.put("attempts", attempts);
    detail.put("durationMs", took.toMillis());
    record(
      scope,
      "tool.executed",
      state.id(),
      switch (state) {
        case SUCCEEDED -> "Called ";
        case FAILED -> "The target refused ";
        default -> "No certain answer from ";
      } + call.tool(),
      detail
    );
  }

  private static String title(ToolCall call, String state) {
    return switch (state) {
      case "allowed" -> call.tool() + " may run";
      case "sampled" -> call.tool() + " may run and may be looked at later";
      case "approved" -> call.tool() + " may run as approved";
      case "needs-review" -> call.tool() + " needs a person's decision";
      default -> call.tool() + " was refused";
    };
  }

  private static Map<String, Object> detail(CallScope scope, ToolCall call) {
    var detail = new LinkedHashMap<String, Object>();
    detail.put("callId", call.id());
    detail.put("workId", scope.workId());
    detail.put("turn", call.turn());
    detail.put("tool", call.tool());
    detail.put("idempotencyKey", call.idempotencyKey());
    detail.put("environment", scope.context().environment());
    if (scope.rehearsal()) {
      detail.put("rehearsal", true);
    }
    return detail;
  }

  private static List<Verdict.Rule> rules(Ruling ruling) {
    return switch (ruling) {
      case Ruling.Refused refused -> refused.rules();
      case Ruling.NeedsReview review -> review.rules();
      case Ruling.Cleared cleared -> cleared.rules();
    };
  }

  private void record(
    CallScope scope,
    String type,
    @Nullable String state,
    String title,
    Map<String, Object> detail
  ) {
    var context = scope.context();
    trail.record(
      new AuditEntry(
        type,
        scope.actor(),
        context.initiator(),
        context.processKey(),
        context.instanceId(),
        context.activityId(),
        state,
        title,
        detail
      )
    );
  }
}
