package dev.steward.process.engine;

import dev.steward.identity.Actor;
import java.util.Set;
import org.flowable.engine.ManagementService;
import org.flowable.engine.RepositoryService;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Hands jobs that gave up back to the executor. */
@Component
public class JobRetries {

  private static final Set<String> OF_DURABLE_TASKS = Set.of(WorkJob.TYPE, ContinueJob.TYPE);

  // An operator who asks wants to know now; the engine's own tries would spread over half a minute.
  private static final int TRIES = 1;

  private final ManagementService management;
  private final RepositoryService repository;
  private final DurableTasks tasks;
  private final IncidentLog incidents;
  private final JdbcClient jdbc;

  JobRetries(
    ManagementService management,
    RepositoryService repository,
    DurableTasks tasks,
    IncidentLog incidents,
    JdbcClient jdbc
  ) {
    this.management = management;
    this.repository = repository;
    this.tasks = tasks;
    this.incidents = incidents;
    this.jdbc = jdbc;
  }

  /** @return false where the job has not given up, or not any more */
  @Transactional
  public boolean retry(String jobId, Actor operator) {
    // Of two operators at once the second waits here, and then finds nothing to retry.
    jdbc
      .sql("SELECT id_ FROM act_ru_deadletter_job WHERE id_ = :id FOR UPDATE")
      .param("id", jobId)
      .query(String.class)
      .optional();
    var job = management.createDeadLetterJobQuery().jobId(jobId).singleResult();
    if (job == null) {
      return false;
    }
    if (OF_DURABLE_TASKS.contains(job.getJobHandlerType())) {
      tasks.reopen(WorkRef.parse(job.getJobHandlerConfiguration()));
    }
    var definition = repository.getProcessDefinition(job.getProcessDefinitionId());
    incidents.retried(job, definition.getKey(), operator);
    management.moveDeadLetterJobToExecutableJob(jobId, TRIES);
    return true;
  }
}
