package dev.steward.process.task;

import dev.steward.audit.AuditEntry;
import dev.steward.audit.AuditTrail;
import dev.steward.process.spi.OpenTask;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Puts on record what is done with tasks. */
@Component
class TaskAudit {

  static final String SYSTEM = "system";

  private final AuditTrail audit;

  TaskAudit(AuditTrail audit) {
    this.audit = audit;
  }

  /**
   * @param type {@code task.…}
   * @param insteadOf whose task it was, where a substitute acts
   * @param verb in front of the task's name
   * @param more details beside the task's id
   */
  void record(
    OpenTask task,
    String actor,
    @Nullable String insteadOf,
    String type,
    String verb,
    Map<String, ?> more
  ) {
    var detail = new LinkedHashMap<String, Object>();
    detail.put("taskId", task.id());
    if (task.rehearsedBy() != null) {
      detail.put("rehearsal", true);
    }
    detail.putAll(more);
    audit.record(
      new AuditEntry(
        type,
        actor,
        insteadOf,
        task.processKey(),
        task.instanceId(),
        task.activityId(),
        null,
        "%s '%s'%s".formatted(verb, task.name(), insteadOf == null ? "" : " for " + insteadOf),
        detail
      )
    );
  }
}
