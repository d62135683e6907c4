package dev.steward.process.engine;

import dev.steward.process.spi.WorkLeases;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.flowable.job.service.impl.persistence.entity.JobEntity;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.SchedulingConfigurer;
import org.springframework.scheduling.config.ScheduledTaskRegistrar;
import org.springframework.stereotype.Component;

/**
 * Keeps the locks of jobs that work for longer than the lock time. Plain SQL without a new revision, so that the engine's own
 * update of the job at the end does not conflict.
 */
@Component
class JobLeases implements WorkLeases, SchedulingConfigurer {

  private static final Logger log = LoggerFactory.getLogger(JobLeases.class);

  private final Map<UUID, Lease> held = new ConcurrentHashMap<>();
  private final JdbcClient jdbc;
  private final EngineProperties properties;
  private final JobThreads threads;
  private final NodeName node;
  private final Clock clock;

  JobLeases(
    DataSource dataSource,
    EngineProperties properties,
    JobThreads threads,
    NodeName node,
    Clock clock
  ) {
    this.jdbc = JdbcClient.create(dataSource);
    this.properties = properties;
    this.threads = threads;
    this.node = node;
    this.clock = clock;
  }

  /** Held until it is closed. */
  final class Lease implements AutoCloseable {

    private final UUID workId;
    private final String jobId;
    private final int revision;
    private volatile boolean lost;

    private Lease(UUID workId, String jobId, int revision) {
      this.workId = workId;
      this.jobId = jobId;
      this.revision = revision;
    }

    @Override
    public void close() {
      // Not that of an execution on this node which has taken the work over from this one.
      held.remove(workId, this);
    }
  }

  Lease hold(UUID workId, JobEntity job) {
    var lease = new Lease(workId, job.getId(), job.getRevision());
    held.put(workId, lease);
    return lease;
  }

  @Override
  public boolean lost(UUID workId) {
    var lease = held.get(workId);
    return threads.areStopping() || (lease != null && lease.lost);
  }

  @Override
  public void configureTasks(ScheduledTaskRegistrar tasks) {
    tasks.addFixedDelayTask(this::beat, properties.heartbeat());
  }

  private void beat() {
    try {
      node.confirm();
      renew();
    } catch (RuntimeException e) {
      log.warn("Could not renew the locks of {} jobs; trying again", held.size(), e);
    }
  }

  /** A job that another execution took meanwhile is left to it: the journal's keys fence this node's run out. */
  void renew() {
    var leases = new HashMap<String, Lease>();
    held.values().forEach(lease -> leases.put(lease.jobId, lease));
    if (leases.isEmpty()) {
      return;
    }
    var jobs = leases.values().toArray(Lease[]::new);
    var ids = new String[jobs.length];
    var revisions = new Integer[jobs.length];
    for (int i = 0; i < jobs.length; i++) {
      ids[i] = jobs[i].jobId;
      revisions[i] = jobs[i].revision;
    }
    Set<String> renewed = new HashSet<>(
      jdbc
        .sql(
          """
          UPDATE act_ru_job SET lock_exp_time_ = :until
          FROM unnest(:ids::text[], :revisions::integer[]) AS held (id, revision)
          WHERE id_ = held.id AND rev_ = held.revision AND lock_owner_ = :owner
          RETURNING id_
          """
        )
        .param("until", Timestamp.from(clock.instant().plus(properties.jobLock())))
        .param("ids", ids)
        .param("revisions", revisions)
        .param("owner", properties.nodeId())
        .query(String.class)
        .list()
    );
    leases.forEach((jobId, lease) -> lease.lost = !renewed.contains(jobId));
  }
}
