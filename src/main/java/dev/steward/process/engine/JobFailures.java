package dev.steward.process.engine;

import dev.steward.journal.LostWorkException;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.flowable.common.engine.api.FlowableOptimisticLockingException;
import org.flowable.common.engine.impl.interceptor.CommandContext;
import org.flowable.engine.impl.util.CommandContextUtil;
import org.flowable.job.api.JobInfo;
import org.flowable.job.service.JobServiceConfiguration;
import org.flowable.job.service.impl.persistence.entity.JobEntity;
import org.flowable.job.service.impl.persistence.entity.JobInfoEntity;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.stereotype.Component;

/**
 * What becomes of a job that threw. The engine's own handler counts every exception as a failed try, also that of an execution
 * which was overtaken, and so takes away the job, or its last retry, from the one that goes on with it.
 */
@Component
class JobFailures {

  private static final Logger log = LoggerFactory.getLogger(JobFailures.class);
  private static final int CONFLICTS_IN_A_ROW = 10;

  // A row we refer to was removed, or one with our key inserted: by another transaction, unless it comes again and again.
  private static final Set<String> OTHERS_WERE_FASTER = Set.of("23503", "23505");

  private final JobLocks locks;
  private final JobThreads threads;
  private final IncidentLog incidents;

  JobFailures(JobLocks locks, JobThreads threads, IncidentLog incidents) {
    this.locks = locks;
    this.threads = threads;
    this.incidents = incidents;
  }

  enum Verdict {
    /** Somebody else goes on with the job, or nobody has to. */
    LOST,
    /** Something else changed the instance at the same time; nothing failed. */
    CONFLICT,
    /** This node is stopping. */
    STOPPED,
    FAILED,
  }

  Verdict judge(JobInfo job, Throwable problem) {
    if (threads.areStopping()) {
      return Verdict.STOPPED;
    }
    // Whatever was thrown: a job that is another's by now must not be touched.
    if (
      find(problem, LostWorkException.class).isPresent() ||
      (job instanceof JobEntity held && !locks.holds(held))
    ) {
      log.debug("Job {} was overtaken", job.getId(), problem);
      return Verdict.LOST;
    }
    return isConflict(problem) ? Verdict.CONFLICT : Verdict.FAILED;
  }

  /** @param conflicts how often in a row the job met one before */
  static boolean maybeAgain(int conflicts) {
    return conflicts < CONFLICTS_IN_A_ROW;
  }

  /** The job as it stands, or empty where it is not this node's any more. */
  Optional<JobEntity> reload(JobInfo job, JobServiceConfiguration engine) {
    return Optional.ofNullable(
      engine
        .getCommandExecutor()
        .execute(context -> engine.getJobEntityManager().findById(job.getId()))
    ).filter(found -> revision(found) == revision(job));
  }

  void giveBack(JobInfo job) {
    locks.giveBack(List.of(job.getId()));
  }

  /** Counts a try; after the last one, or where trying again is of no use, the job is an incident. */
  void count(JobInfo job, Throwable problem, JobServiceConfiguration engine) {
    log.warn("Job {} of type {} failed", job.getId(), job.getJobHandlerType(), problem);
    engine.getCommandExecutor().execute(context -> {
      var found = engine.getJobEntityManager().findById(job.getId());
      if (found != null && revision(found) == revision(job)) {
        engine.getFailedJobCommandFactory().getCommand(job.getId(), problem).execute(context);
        openIncident(job.getId(), problem, engine, context);
      }
      return null;
    });
  }

  private void openIncident(
    String jobId,
    Throwable problem,
    JobServiceConfiguration engine,
    CommandContext context
  ) {
    var given = engine.getDeadLetterJobEntityManager().findById(jobId);
    if (given != null) {
      var definition = CommandContextUtil.getProcessEngineConfiguration(context)
        .getDeploymentManager()
        .findDeployedProcessDefinitionById(given.getProcessDefinitionId());
      incidents.opened(given, definition.getKey(), problem);
    }
  }

  private static int revision(JobInfo job) {
    return ((JobInfoEntity) job).getRevision();
  }

  private static boolean isConflict(Throwable problem) {
    return (
      passesByItself(problem) ||
      find(problem, SQLException.class)
        .map(SQLException::getSQLState)
        .filter(OTHERS_WERE_FASTER::contains)
        .isPresent()
    );
  }

  /** Deadlocks, serialization failures and other revisions never say that anything is wrong, however often they come. */
  static boolean passesByItself(Throwable problem) {
    return (
      find(problem, FlowableOptimisticLockingException.class).isPresent() ||
      find(problem, ConcurrencyFailureException.class).isPresent() ||
      find(problem, SQLException.class)
        .filter(e -> String.valueOf(e.getSQLState()).startsWith("40"))
        .isPresent()
    );
  }

  static <T extends Throwable> Optional<T> find(Throwable problem, Class<T> type) {
    for (Throwable cause = problem; cause != null; cause = cause.getCause()) {
      if (type.isInstance(cause)) {
        return Optional.of(type.cast(cause));
      }
    }
    return Optional.empty();
  }
}
