package dev.steward.process.engine;

import dev.steward.telemetry.InstanceTraces;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.flowable.job.api.Job;
import org.flowable.job.api.JobInfo;
import org.flowable.job.service.JobServiceConfiguration;
import org.flowable.job.service.impl.asyncexecutor.ExecuteAsyncRunnable;
import org.flowable.job.service.impl.asyncexecutor.JobExecutionObservation;
import org.flowable.job.service.impl.asyncexecutor.NoopJobExecutionObservationProvider;
import org.flowable.job.service.impl.cmd.ExecuteAsyncRunnableJobCmd;
import org.flowable.job.service.impl.cmd.LockExclusiveJobCmd;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Flowable's job runnable, with our own idea of what failed: see {@link JobFailures}. */
class JobRun extends ExecuteAsyncRunnable {

  private static final Logger log = LoggerFactory.getLogger(JobRun.class);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(10);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);
  private static final int TURNS_FOR_LOCK = 6;

  private final JobFailures failures;
  private final IncidentLog incidents;
  private final InstanceTraces traces;
  private final int conflicts;

  JobRun(
    JobInfo job,
    JobServiceConfiguration engine,
    JobFailures failures,
    IncidentLog incidents,
    InstanceTraces traces
  ) {
    this(job, engine, failures, incidents, traces, 0);
  }

  private JobRun(
    JobInfo job,
    JobServiceConfiguration engine,
    JobFailures failures,
    IncidentLog incidents,
    InstanceTraces traces,
    int conflicts
  ) {
    super(
      job,
      engine,
      engine.getJobEntityManager(),
      null,
      new NoopJobExecutionObservationProvider()
    );
    this.failures = failures;
    this.incidents = incidents;
    this.traces = traces;
    this.conflicts = conflicts;
  }

  String jobId() {
    return job.getId();
  }

  boolean isWork() {
    return WorkJob.TYPE.equals(job.getJobHandlerType());
  }

  @Override
  public void run() {
    try {
      traces.perform(step(), super::run);
    } catch (RuntimeException e) {
      // Not even the failure could be written down. The lock runs out, and the job is taken up again.
      log.error("Job {} is left to its lock's end", job.getId(), e);
    }
  }

  private InstanceTraces.Step step() {
    return job instanceof Job known
      ? new InstanceTraces.Step(
          known.getProcessInstanceId(),
          known.getJobHandlerType(),
          known.getElementId()
        )
      : new InstanceTraces.Step(null, job.getJobHandlerType(), null);
  }

  /** Exclusive jobs of one instance take turns within milliseconds; giving the job back would cost it a poll of the database. */
  @Override
  protected boolean lockJob(JobExecutionObservation observation) {
    for (int turn = 0; turn < TURNS_FOR_LOCK; turn++) {
      try {
        jobServiceConfiguration
          .getCommandExecutor()
          .execute(new LockExclusiveJobCmd((Job) job, jobServiceConfiguration));
        return true;
      } catch (RuntimeException e) {
        if (failures.judge(job, e) != JobFailures.Verdict.CONFLICT) {
          return false;
        }
        pause(turn);
      }
    }
    failures.giveBack(job);
    return false;
  }

  @Override
  protected void handleTransactionalJob(boolean unlock) {
    jobServiceConfiguration.getCommandExecutor().execute(context -> {
      incidents.resolvedIfOpen(job);
      return new ExecuteAsyncRunnableJobCmd(
        job.getId(),
        jobEntityManager,
        jobServiceConfiguration,
        unlock
      ).execute(context);
    });
  }

  @Override
  protected void handleFailedJob(Throwable problem) {
    var verdict = failures.judge(job, problem);
    if (verdict == JobFailures.Verdict.STOPPED) {
      // All locks of this node, the instance's too, are given back at once at the end of the stop.
      return;
    }
    unlockJobIfNeeded();
    switch (verdict) {
      case CONFLICT -> tryAgain(problem);
      case FAILED -> failures.count(job, problem, jobServiceConfiguration);
      case LOST, STOPPED -> {
      }
    }
  }

  private void tryAgain(Throwable conflict) {
    if (JobFailures.maybeAgain(conflicts)) {
      pause(conflicts);
      failures
        .reload(job, jobServiceConfiguration)
        .ifPresent(current ->
          new JobRun(
            current,
            jobServiceConfiguration,
            failures,
            incidents,
            traces,
            conflicts + 1
          ).run()
        );
    } else if (JobFailures.passesByItself(conflict)) {
      log.warn("Job {} met {} conflicts in a row; later again", job.getId(), conflicts, conflict);
      failures.giveBack(job);
    } else {
      failures.count(job, conflict, jobServiceConfiguration);
    }
  }

  /** Longer with each turn and never the same, so that jobs which met do not meet again. */
  private static void pause(int turn) {
    long longest = Math.min(LONGEST_PAUSE.toMillis(), FIRST_PAUSE.toMillis() << turn);
    try {
      Thread.sleep(ThreadLocalRandom.current().nextLong(longest / 2, longest + 1));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
