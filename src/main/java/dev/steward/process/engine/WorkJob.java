package dev.steward.process.engine;

import java.time.Instant;
import java.util.Date;
import org.flowable.common.engine.impl.interceptor.CommandContext;
import org.flowable.engine.impl.persistence.entity.ExecutionEntity;
import org.flowable.engine.impl.util.CommandContextUtil;
import org.flowable.engine.impl.util.JobUtil;
import org.flowable.job.api.Job;
import org.flowable.job.service.impl.nontx.NonTransactionalJobHandler;
import org.flowable.job.service.impl.persistence.entity.JobEntity;

/**
 * Performs durable work without a transaction or a connection. The one class that knows Flowable's internal interface for such jobs.
 * The job is not exclusive, so that the agents of one instance work side by side; {@link Continuation} knows when they have to wait for each other.
 */
class WorkJob implements NonTransactionalJobHandler<WorkRef> {

  static final String TYPE = "steward-work";

  private final DurableTasks tasks;
  private final Continuation continuation;
  private final IncidentLog incidents;

  WorkJob(DurableTasks tasks, IncidentLog incidents) {
    this.tasks = tasks;
    this.incidents = incidents;
    this.continuation = new Continuation(tasks);
  }

  @Override
  public String getType() {
    return TYPE;
  }

  @Override
  public WorkRef executeNonTransactionally(JobEntity job, String configuration) {
    var work = WorkRef.parse(configuration);
    tasks.perform(work, job);
    return work;
  }

  @Override
  public void afterExecute(
    JobEntity job,
    String configuration,
    WorkRef work,
    CommandContext commandContext
  ) {
    continuation.afterWork(job, work);
    incidents.resolvedIfOpen(job);
  }

  static void schedule(ExecutionEntity execution, WorkRef work) {
    schedule(execution, TYPE, work, false);
  }

  /** For later: a timer, which costs nothing while it waits and outlives this node. */
  static void schedule(ExecutionEntity execution, WorkRef work, Instant at) {
    var timers = CommandContextUtil.getProcessEngineConfiguration()
      .getJobServiceConfiguration()
      .getTimerJobService();
    var timer = timers.createTimerJob();
    timer.setJobType(Job.JOB_TYPE_TIMER);
    timer.setJobHandlerType(TYPE);
    timer.setJobHandlerConfiguration(work.toString());
    timer.setRevision(1);
    timer.setExclusive(false);
    timer.setDuedate(Date.from(at));
    timer.setExecutionId(execution.getId());
    timer.setProcessInstanceId(execution.getProcessInstanceId());
    timer.setProcessDefinitionId(execution.getProcessDefinitionId());
    timer.setElementId(execution.getCurrentActivityId());
    timer.setElementName(execution.getCurrentFlowElement().getName());
    timers.scheduleTimerJob(timer);
  }

  static void schedule(
    ExecutionEntity execution,
    String handlerType,
    WorkRef work,
    boolean exclusive
  ) {
    var config = CommandContextUtil.getProcessEngineConfiguration();
    var jobs = config.getJobServiceConfiguration().getJobService();
    var job = JobUtil.createJob(execution, handlerType, config);
    job.setJobHandlerConfiguration(work.toString());
    jobs.createAsyncJob(job, exclusive);
    jobs.scheduleAsyncJob(job);
  }
}
