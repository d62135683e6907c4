package dev.steward.process.engine;

import com.fasterxml.jackson.databind.JsonNode;
import dev.steward.audit.AuditEntry;
import dev.steward.audit.AuditTrail;
import dev.steward.identity.Actor;
import dev.steward.json.CanonicalJson;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.flowable.common.engine.api.FlowableException;
import org.flowable.job.api.Job;
import org.flowable.job.api.JobInfo;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The {@code incident} table: what is known about jobs that gave up. Whether an incident is open is said by the engine's dead letter
 * table alone, so that cancelling an instance, or whatever else removes the job, closes it.
 */
@Component
class IncidentLog {

  private static final String SYSTEM = "system";

  private final JdbcClient jdbc;
  private final AuditTrail audit;
  private final Clock clock;

  IncidentLog(JdbcClient jdbc, AuditTrail audit, Clock clock) {
    this.jdbc = jdbc;
    this.audit = audit;
    this.clock = clock;
  }

  private record Cause(String kind, @Nullable String code, String reason) {
    /** In words of ours: an exception's own may show data, SQL or addresses. */
    static Cause of(Throwable problem) {
      return JobFailures.find(problem, WorkFailed.class)
        .map(failed -> new Cause("run-failed", failed.errorCode(), failed.reason()))
        .orElseGet(() -> new Cause("job-failed", null, sentence(problem)));
    }

    private static String sentence(Throwable problem) {
      if (JobFailures.find(problem, SQLException.class).isPresent()) {
        return "The database did not answer or refused a change (%s)".formatted(type(problem));
      }
      if (JobFailures.find(problem, FlowableException.class).isPresent()) {
        return "The engine could not take the next step of the process (%s)".formatted(
          type(problem)
        );
      }
      return "The step broke off unexpectedly (%s)".formatted(type(problem));
    }

    private static String type(Throwable problem) {
      var cause = problem;
      while (cause.getCause() != null && cause.getCause() != cause) {
        cause = cause.getCause();
      }
      return cause.getClass().getSimpleName();
    }
  }

  /** In the transaction that makes the job a dead letter. */
  void opened(Job job, String processKey, Throwable problem) {
    var cause = Cause.of(problem);
    int retries = jdbc
      .sql(
        """
        INSERT INTO incident (id, process_key, instance_id, execution_id, activity_id, kind, code, reason, opened_at)
        VALUES (:id, :process, :instance, :execution, :activity, :kind, :code, :reason, :now)
        ON CONFLICT (id) DO UPDATE SET kind = excluded.kind, code = excluded.code,
          reason = excluded.reason, opened_at = excluded.opened_at, resolved_at = NULL
        RETURNING retries
        """
      )
      .param("id", job.getId())
      .param("process", processKey)
      .param("instance", job.getProcessInstanceId())
      .param("execution", job.getExecutionId())
      .param("activity", job.getElementId())
      .param("kind", cause.kind())
      .param("code", cause.code())
      .param("reason", cause.reason())
      .param("now", now())
      .query(Integer.class)
      .single();
    var detail = new LinkedHashMap<String, @Nullable Object>();
    detail.put("incidentId", job.getId());
    detail.put("kind", cause.kind());
    detail.put("code", cause.code());
    detail.put("reason", cause.reason());
    detail.put("retries", retries);
    record(
      "incident.opened",
      SYSTEM,
      processKey,
      job,
      "failed",
      (retries == 0 ? "Needs an operator: " : "Failed again: ") + cause.reason(),
      detail
    );
  }

  /** In the transaction that hands the job back to the executor. */
  void retried(Job job, String processKey, Actor operator) {
    int retries = jdbc
      .sql(
        """
        INSERT INTO incident (id, process_key, instance_id, execution_id, activity_id, kind, reason, opened_at,
          retries, last_retry_at, last_retry_by)
        VALUES (:id, :process, :instance, :execution, :activity, 'job-failed', :reason, :now, 1, :now, :by)
        ON CONFLICT (id) DO UPDATE SET retries = incident.retries + 1, last_retry_at = excluded.last_retry_at,
          last_retry_by = excluded.last_retry_by, resolved_at = NULL
        RETURNING retries
        """
      )
      .param("id", job.getId())
      .param("process", processKey)
      .param("instance", job.getProcessInstanceId())
      .param("execution", job.getExecutionId())
      .param("activity", job.getElementId())
      .param("reason", "Set aside outside Steward")
      .param("now", now())
      .param("by", operator.name())
      .query(Integer.class)
      .single();
    record(
      "incident.retried",
      operator.name(),
      processKey,
      job,
      "running",
      "Tried again from the last committed step",
      Map.of("incidentId", job.getId(), "retries", retries)
    );
  }

  /** In the transaction that ends the job; nothing for one that was no incident. */
  void resolvedIfOpen(JobInfo job) {
    // Only a job that has failed before carries a message; the others are spared the statement.
    if (job.getExceptionMessage() == null || !(job instanceof Job done)) {
      return;
    }
    List<String> resolved = jdbc
      .sql(
        "UPDATE incident SET resolved_at = :now WHERE id = :id AND resolved_at IS NULL RETURNING process_key"
      )
      .param("now", now())
      .param("id", job.getId())
      .query(String.class)
      .list();
    for (var processKey : resolved) {
      record(
        "incident.resolved",
        SYSTEM,
        processKey,
        done,
        "completed",
        "Went on after the retry",
        Map.of("incidentId", job.getId())
      );
    }
  }

  /** In the transaction that takes the instance past the job. */
  void skipped(Job job, String processKey, String reason, JsonNode result, Actor operator) {
    jdbc
      .sql("UPDATE incident SET resolved_at = :now WHERE id = :id")
      .param("now", now())
      .param("id", job.getId())
      .update();
    record(
      "incident.skipped",
      operator.name(),
      processKey,
      job,
      "completed",
      "Went on by hand: " + reason,
      Map.of(
        "incidentId",
        job.getId(),
        "reason",
        reason,
        "resultDigest",
        CanonicalJson.sha256(result)
      )
    );
  }

  private void record(
    String type,
    String actor,
    String processKey,
    Job job,
    String state,
    String title,
    Map<String, ?> detail
  ) {
    audit.record(
      new AuditEntry(
        type,
        actor,
        null,
        processKey,
        job.getProcessInstanceId(),
        job.getElementId(),
        state,
        title,
        detail
      )
    );
  }

  /** As exact as the cursors of lists are. */
  private Timestamp now() {
    return Timestamp.from(clock.instant().truncatedTo(ChronoUnit.MILLIS));
  }
}
