package dev.steward.tool;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.steward.audit.AuditEntry;
import dev.steward.audit.AuditTrail;
import dev.steward.journal.Write;
import dev.steward.json.CanonicalJson;
import dev.steward.json.JsonMask;
import dev.steward.policy.PolicyDecision;
import dev.steward.review.Reviews;
import dev.steward.tool.Authority.Ruling;
import dev.steward.tool.adapter.Answer;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What the trail is told about tool calls. */
@Component
class CallAudit {

  private final AuditTrail trail;
  private final Reviews reviews;
  private final SensitiveArguments sensitive;
  private final ObjectMapper json;

  CallAudit(AuditTrail trail, Reviews reviews, SensitiveArguments sensitive, ObjectMapper json) {
    this.trail = trail;
    this.reviews = reviews;
    this.sensitive = sensitive;
    this.json = json;
  }

  /** The intent is on record before anything is sent. */
  Write decided(CallScope scope, ToolCall call, Ruling ruling, JsonNode arguments) {
    var detail = detail(scope, call);
    detail.put("arguments", JsonMask.mask(arguments, sensitive.of(call)));
    detail.put("argumentsDigest", CanonicalJson.sha256(arguments));
    if (call.reason() != null) {
      detail.put("agentReason", call.reason());
    }
    if (!scope.labels().names().isEmpty()) {
      detail.put("labels", scope.labels().names());
    }
    if (ruling.decision() instanceof PolicyDecision asked) {
      detail.put("question", asked.question());
      detail.put("verdict", asked.verdict().id());
      detail.put("tables", asked.tables());
      if (asked.shadow() != null) {
        detail.put(
          "shadow",
          Map.of("verdict", asked.shadow().verdict().id(), "tables", asked.shadow().tables())
        );
      }
    }
    detail.put("rules", ruling.rules());
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
        detail.put("reviewers", review.panel().group());
        detail.put("quorum", review.panel().quorum());
        detail.put("dueAfter", reviews.dueAfter(review.panel()).toString());
        if (review.panel().escalation() != null) {
          detail.put("escalation", review.panel().escalation());
        }
        detail.put("toolVersion", review.tool().version());
        yield call.reviewId() == null ? "needs-review" : "approved";
      }
      case Ruling.Cleared cleared -> {
        detail.put("toolVersion", cleared.tool().version());
        yield call.reviewId() != null
          ? "approved"
          : cleared.sample() != null
            ? "sampled"
            : "allowed";
      }
    };
    return entry(scope, call, "tool.decided", state, title(call, state), detail);
  }

  /** Committed to once more. */
  Write resumed(CallScope scope, ToolCall call, String reason) {
    var detail = detail(scope, call);
    detail.put("reason", reason);
    return entry(
      scope,
      call,
      "tool.retried",
      null,
      "Sent " + call.tool() + " again under the same key: " + reason,
      detail
    );
  }

  Write lookedUp(CallScope scope, ToolCall call, String lookup, Answer answer, Duration took) {
    var detail = detail(scope, call);
    detail.put("lookup", lookup);
    detail.put("durationMs", took.toMillis());
    var state = switch (answer) {
      case Answer.Success success -> "found";
      case Answer.Failure failure -> failure.absent() ? "absent" : "inconclusive";
      case Answer.Unclear unclear -> "inconclusive";
    };
    return entry(
      scope,
      call,
      "tool.looked-up",
      state,
      "Asked %s whether %s happened: %s".formatted(lookup, call.tool(), state),
      detail
    );
  }

  Write deferred(CallScope scope, ToolCall call, String reason) {
    var detail = detail(scope, call);
    detail.put("reason", reason);
    detail.put("until", call.notBefore());
    return entry(
      scope,
      call,
      "tool.deferred",
      call.state().id(),
      "%s has to wait: %s".formatted(call.tool(), reason),
      detail
    );
  }

  /** @param instead the tool, or what else took its place */
  Write fellBack(CallScope scope, ToolCall call, String instead, String reason) {
    var detail = detail(scope, call);
    detail.put("instead", instead);
    detail.put("reason", reason);
    return entry(
      scope,
      call,
      "tool.fell-back",
      null,
      "%s cannot be asked; %s takes its place".formatted(call.tool(), instead),
      detail
    );
  }

  Write inDoubt(CallScope scope, ToolCall call, String reason) {
    var detail = detail(scope, call);
    detail.put("reason", reason);
    return entry(
      scope,
      call,
      "tool.in-doubt",
      call.state().id(),
      "It is not known whether %s happened%s".formatted(
        call.tool(),
        call.state() == CallState.IN_DOUBT ? "; a person is asked" : ""
      ),
      detail
    );
  }

  Write executed(CallScope scope, ToolCall call, Duration took) {
    var detail = detail(scope, call);
    detail.put("result", withoutArguments(call.told()));
    detail.put("attempts", call.attempts());
    detail.put("settledBy", call.settledBy());
    detail.put("durationMs", took.toMillis());
    return entry(
      scope,
      call,
      "tool.executed",
      call.state().id(),
      switch (call.state()) {
        case SUCCEEDED -> "Called ";
        case FAILED -> "Nothing came of ";
        default -> "No certain answer from ";
      } + call.tool(),
      detail
    );
  }

  /** They are in the entry of the decision, masked. */
  private static JsonNode withoutArguments(JsonNode told) {
    if (!told.at("/_review/argumentsAsRun").isMissingNode()) {
      var copy = told.deepCopy();
      ((ObjectNode) copy.path("_review")).remove("argumentsAsRun");
      return copy;
    }
    return told;
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

  private Write entry(
    CallScope scope,
    ToolCall call,
    String type,
    @Nullable String state,
    String title,
    Map<String, Object> detail
  ) {
    var context = scope.context();
    var hidden = sensitive.values(call);
    if (!hidden.isEmpty()) {
      detail.replaceAll((name, value) -> hidden.maskIn(json.<JsonNode>valueToTree(value)));
    }
    return trail.entry(
      new AuditEntry(
        type,
        scope.actor(),
        context.mandate().principal(),
        context.processKey(),
        context.instanceId(),
        context.activityId(),
        state,
        hidden.maskIn(title),
        detail
      )
    );
  }
}
