package dev.steward.process.engine;

import com.fasterxml.jackson.databind.JsonNode;
import dev.steward.identity.Actor;
import dev.steward.json.JsonSchema;
import dev.steward.problem.FieldError;
import dev.steward.problem.ProblemException;
import dev.steward.process.spi.Labels;
import dev.steward.process.spi.Progress;
import dev.steward.telemetry.InstanceTraces;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Optional;
import org.flowable.bpmn.model.ServiceTask;
import org.flowable.common.engine.api.FlowableException;
import org.flowable.common.engine.impl.interceptor.CommandContext;
import org.flowable.engine.ManagementService;
import org.flowable.engine.RepositoryService;
import org.flowable.engine.impl.persistence.entity.ExecutionEntity;
import org.flowable.engine.impl.util.CommandContextUtil;
import org.flowable.job.api.Job;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Takes an instance past work that gave up, with a result that a person gives in its place. What the work has done stays on record as it
 * was.
 */
@Component
public class SkippedWork {

  // Whoever types it has it from somewhere that nobody has checked.
  private static final Labels TYPED = new Labels(true, false);

  private final ManagementService management;
  private final RepositoryService repository;
  private final DurableTasks tasks;
  private final IncidentLog incidents;
  private final InstanceTraces traces;
  private final JdbcClient jdbc;

  SkippedWork(
    ManagementService management,
    RepositoryService repository,
    DurableTasks tasks,
    IncidentLog incidents,
    InstanceTraces traces,
    JdbcClient jdbc
  ) {
    this.management = management;
    this.repository = repository;
    this.tasks = tasks;
    this.incidents = incidents;
    this.traces = traces;
    this.jdbc = jdbc;
  }

  /**
   * What has to be given in the place of a result.
   *
   * @param variable that it is kept in; null where the task keeps none
   * @param schema JSON Schema; null where anything will do
   */
  @Schema(name = "SkippedResult")
  public record Expected(@Nullable String variable, @Nullable JsonNode schema) {}

  /** @throws ProblemException 404 where the job has not given up, or not any more, 409 where it is no work that can be skipped */
  @Transactional(readOnly = true)
  public Expected expected(String jobId) {
    return expected(abandoned(jobId));
  }

  /**
   * All or nothing: where the process cannot go on from there, nothing has changed.
   *
   * @param reason for the audit trail
   * @throws ProblemException as {@link #expected}; 409 where the engine cannot take the next step, 422 for a result that does not fit
   */
  @Transactional
  public void skip(String jobId, JsonNode result, String reason, Actor operator) {
    // Of two operators at once the second waits here, and then finds nothing.
    jdbc
      .sql("SELECT id_ FROM act_ru_deadletter_job WHERE id_ = :id FOR UPDATE")
      .param("id", jobId)
      .query(String.class)
      .optional();
    var job = abandoned(jobId);
    fits(expected(job), result);
    traces.goesOn(job.getProcessInstanceId());
    var definition = repository.getProcessDefinition(job.getProcessDefinitionId());
    incidents.skipped(job, definition.getKey(), reason, result, operator);
    management.deleteDeadLetterJob(jobId);
    try {
      management.executeCommand(context -> leave(job, result, context));
    } catch (FlowableException e) {
      if (JobFailures.passesByItself(e)) {
        throw e;
      }
      throw ProblemException.conflict(
        "cannot-go-on",
        "The engine could not take the next step of the process with this result. Nothing was changed."
      );
    }
  }

  private Job abandoned(String jobId) {
    var job = Optional.ofNullable(management.createDeadLetterJobQuery().jobId(jobId).singleResult())
      .filter(found -> !RehearsalTenant.isOf(found.getTenantId()))
      .orElseThrow(() ->
        ProblemException.notFound("incident-not-found", "There is no such incident, or no longer")
      );
    if (!WorkJob.TYPE.equals(job.getJobHandlerType())) {
      throw ProblemException.conflict(
        "cannot-be-skipped",
        "Only the work of agents and tools can be skipped; this is a step of the engine itself."
      );
    }
    return job;
  }

  private Expected expected(Job job) {
    return new Expected(
      TaskFields.of(task(job)).get("result"),
      tasks.resultSchema(WorkRef.parse(job.getJobHandlerConfiguration())).orElse(null)
    );
  }

  private ServiceTask task(Job job) {
    return (ServiceTask) repository
      .getBpmnModel(job.getProcessDefinitionId())
      .getFlowElement(job.getElementId());
  }

  private static void fits(Expected expected, JsonNode result) {
    var errors =
      expected.schema() == null
        ? List.<FieldError>of()
        : JsonSchema.compile(expected.schema()).validate(result);
    if (!errors.isEmpty()) {
      throw ProblemException.invalid(
        "The result is not what the task is to bring about.",
        errors
          .stream()
          .map(error -> new FieldError("/result" + error.path(), error.message()))
          .toList()
      );
    }
  }

  private @Nullable Void leave(Job job, JsonNode result, CommandContext context) {
    ExecutionEntity execution = CommandContextUtil.getExecutionEntityManager(context).findById(
      job.getExecutionId()
    );
    tasks.cancel(WorkRef.parse(job.getJobHandlerConfiguration()), execution.getId());
    var behavior = (DurableTaskBehavior) (
      (ServiceTask) execution.getCurrentFlowElement()
    ).getBehavior();
    behavior.finish(execution, new Progress.Finished(result, TYPED));
    return null;
  }
}
