package dev.steward.process.engine;

import org.flowable.job.api.JobInfo;
import org.flowable.job.service.JobServiceConfiguration;
import org.flowable.job.service.impl.asyncexecutor.ExecuteAsyncRunnable;
import org.flowable.job.service.impl.asyncexecutor.NoopJobExecutionObservationProvider;

/** Flowable's job runnable, which also tells {@link JobThreads} what kind of job it runs. */
class JobRun extends ExecuteAsyncRunnable {

  JobRun(JobInfo job, JobServiceConfiguration configuration) {
    super(
      job,
      configuration,
      configuration.getJobEntityManager(),
      null,
      new NoopJobExecutionObservationProvider()
    );
  }

  boolean isWork() {
    return WorkJob.TYPE.equals(job.getJobHandlerType());
  }
}
