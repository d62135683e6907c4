package dev.steward.review;

import com.fasterxml.jackson.databind.JsonNode;
import dev.steward.audit.AuditEntry;
import dev.steward.audit.AuditTrail;
import dev.steward.identity.Actor;
import dev.steward.json.JsonMask;
import dev.steward.json.SensitiveValues;
import dev.steward.process.spi.OpenTask;
import dev.steward.process.spi.ReviewView;
import dev.steward.process.spi.TaskKind;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What the trail is told about decisions of people. */
@Component
class ReviewAudit {

  private final AuditTrail trail;
  private final Votes votes;

  ReviewAudit(AuditTrail trail, Votes votes) {
    this.trail = trail;
    this.votes = votes;
  }

  void decided(
    OpenTask task,
    Review review,
    ReviewState decision,
    @Nullable String comment,
    @Nullable JsonNode effective,
    Actor actor
  ) {
    trail.record(
      entry(
        task,
        actor,
        review.kind() == TaskKind.SAMPLE_AUDIT ? "sample.judged" : "review.decided",
        decision.id(),
        switch (decision) {
          case EDITED -> "Changed and approved ";
          case REJECTED -> "Rejected ";
          case TAKEN_OVER -> "Took over ";
          case HAPPENED -> "Found to have happened: ";
          case DID_NOT_HAPPEN -> "Found not to have happened: ";
          case REPEAT -> "To be made again: ";
          case CORRECT -> "Found right: ";
          case FLAWED -> "Found flawed: ";
          case WRONG -> "Found wrong: ";
          default -> "Approved ";
        } + review.tool(),
        detail(task, review, comment, effective)
      )
    );
  }

  /** One of several approvals that are needed. */
  void approvedByOne(
    OpenTask task,
    Review review,
    @Nullable String comment,
    JsonNode effective,
    Actor actor
  ) {
    trail.record(
      entry(
        task,
        actor,
        "review.approved-by-one",
        "open",
        "Approved %s, as one of %d".formatted(review.tool(), review.quorum()),
        detail(task, review, comment, effective)
      )
    );
  }

  private Map<String, Object> detail(
    OpenTask task,
    Review review,
    @Nullable String comment,
    @Nullable JsonNode effective
  ) {
    var detail = new LinkedHashMap<String, Object>();
    detail.put("taskId", task.id());
    if (task.rehearsedBy() != null) {
      detail.put("rehearsal", true);
    }
    detail.put("tool", review.tool());
    detail.put("toolVersion", review.toolVersion());
    detail.put("proposed", JsonMask.mask(review.arguments(), review.sensitive()));
    if (effective != null) {
      detail.put("effective", JsonMask.mask(effective, review.sensitive()));
      detail.put("digest", ApprovalDigest.of(review.tool(), review.toolVersion(), effective));
    }
    if (review.quorum() > 1) {
      detail.put("quorum", review.quorum());
      detail.put("approvals", votes.of(review.id()).stream().map(ReviewView.Approval::by).toList());
    }
    if (review.callId() != null) {
      detail.put("callId", review.callId());
      detail.put("calledIn", review.instanceId());
    }
    if (comment != null) {
      var hidden = review.sensitiveValues();
      detail.put(
        "comment",
        (effective == null
          ? hidden
          : hidden.and(SensitiveValues.of(effective, review.sensitive()))
        ).maskIn(comment)
      );
    }
    return detail;
  }

  private static AuditEntry entry(
    OpenTask task,
    Actor actor,
    String type,
    String state,
    String title,
    Map<String, Object> detail
  ) {
    return new AuditEntry(
      type,
      actor.name(),
      null,
      task.processKey(),
      task.instanceId(),
      task.activityId(),
      state,
      title,
      Map.copyOf(detail)
    );
  }
}
