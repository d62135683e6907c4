package dev.steward.process.engine;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Keeps the locks of jobs that work for longer than the lock time. Plain SQL without a new revision, so that the engine's own
 * update of the job at the end does not conflict.
 */
@Component
class JobLeases {

  private final Set<String> held = ConcurrentHashMap.newKeySet();
  private final JdbcClient jdbc;
  private final EngineProperties properties;
  private final Clock clock;

  JobLeases(DataSource dataSource, EngineProperties properties, Clock clock) {
    this.jdbc = JdbcClient.create(dataSource);
    this.properties = properties;
    this.clock = clock;
  }

  Lease hold(String jobId) {
    held.add(jobId);
    return () -> held.remove(jobId);
  }

  /** A job whose lock another node took meanwhile is left to it: the journal's keys fence this node's run out. */
  @Scheduled(fixedDelayString = "${steward.engine.heartbeat:30s}")
  void renew() {
    if (held.isEmpty()) {
      return;
    }
    jdbc
      .sql(
        """
        UPDATE act_ru_job SET lock_exp_time_ = :until
        WHERE lock_owner_ = :owner AND id_ = ANY(:jobs)
        """
      )
      .param("until", Timestamp.from(clock.instant().plus(properties.jobLock())))
      .param("owner", properties.nodeId())
      .param("jobs", held.toArray(String[]::new))
      .update();
  }

  @FunctionalInterface
  interface Lease extends AutoCloseable {
    @Override
    void close();
  }
}
