package dev.steward.process.engine;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.flowable.job.service.impl.persistence.entity.JobInfoEntity;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The locks of this node, as the database knows them. Given back by plain SQL without a new revision: whoever is still at work on
 * such a job may end it as long as nobody else has taken it over.
 */
@Component
class JobLocks implements DisposableBean {

  private static final Logger log = LoggerFactory.getLogger(JobLocks.class);

  private final JdbcClient jdbc;
  private final Clock clock;
  private final String owner;

  JobLocks(DataSource dataSource, EngineProperties properties, Clock clock) {
    this.clock = clock;
    this.jdbc = JdbcClient.create(dataSource);
    this.owner = properties.nodeId();
  }

  /** False where the job is gone or was taken over, be it by this very node: taking over makes a new revision. */
  boolean holds(JobInfoEntity job) {
    return jdbc
      .sql(
        "SELECT EXISTS (SELECT 1 FROM act_ru_job WHERE id_ = :id AND rev_ = :revision AND lock_owner_ = :owner)"
      )
      .param("id", job.getId())
      .param("revision", job.getRevision())
      .param("owner", owner)
      .query(Boolean.class)
      .single();
  }

  /** Jobs that are this node's now; work comes in the order in which it was scheduled. */
  record Taken(List<String> ids, int work, int others) {}

  /** Skips what another node is taking at this moment. A new revision shuts out whoever may still be at work on such a job. */
  Taken take(int work, int others, Duration lock) {
    var isWork = jdbc
      .sql(
        """
        WITH work AS (
          SELECT id_ FROM act_ru_job
          WHERE scope_type_ IS NULL AND lock_exp_time_ IS NULL AND handler_type_ = :type
          ORDER BY create_time_ LIMIT :work FOR UPDATE SKIP LOCKED
        ), others AS (
          SELECT id_ FROM act_ru_job
          WHERE scope_type_ IS NULL AND lock_exp_time_ IS NULL AND handler_type_ <> :type
          ORDER BY create_time_ LIMIT :others FOR UPDATE SKIP LOCKED
        )
        UPDATE act_ru_job SET lock_owner_ = :owner, lock_exp_time_ = :until, rev_ = rev_ + 1
        WHERE id_ IN (SELECT id_ FROM work UNION ALL SELECT id_ FROM others)
        RETURNING id_, handler_type_ = :type AS is_work
        """
      )
      .param("type", WorkJob.TYPE)
      .param("work", work)
      .param("others", others)
      .param("owner", owner)
      .param("until", Timestamp.from(clock.instant().plus(lock)))
      .query((row, number) -> Map.entry(row.getString("id_"), row.getBoolean("is_work")))
      .list();
    int ofWork = (int) isWork.stream().filter(Map.Entry::getValue).count();
    return new Taken(
      isWork.stream().map(Map.Entry::getKey).toList(),
      ofWork,
      isWork.size() - ofWork
    );
  }

  void giveBack(Collection<String> jobIds) {
    jdbc
      .sql(
        """
        UPDATE act_ru_job SET lock_owner_ = NULL, lock_exp_time_ = NULL
        WHERE id_ = ANY(:ids) AND lock_owner_ = :owner
        """
      )
      .param("ids", jobIds.toArray(String[]::new))
      .param("owner", owner)
      .update();
  }

  /**
   * For a node that starts, stops or was killed. The engine would free its jobs alone, one by one and with a new revision, and
   * nothing of an instance that is still locked would go on until the lock time is over.
   */
  void giveBackAll() {
    int freed =
      jdbc
        .sql(
          "UPDATE act_ru_job SET lock_owner_ = NULL, lock_exp_time_ = NULL WHERE lock_owner_ = :owner"
        )
        .param("owner", owner)
        .update() +
      jdbc
        .sql(
          "UPDATE act_ru_timer_job SET lock_owner_ = NULL, lock_exp_time_ = NULL WHERE lock_owner_ = :owner"
        )
        .param("owner", owner)
        .update();
    jdbc
      .sql(
        "UPDATE act_ru_execution SET lock_owner_ = NULL, lock_time_ = NULL WHERE lock_owner_ = :owner"
      )
      .param("owner", owner)
      .update();
    if (freed > 0) {
      log.info("Gave back {} jobs that were locked by this node, '{}'", freed, owner);
    }
  }

  /** The last requests, served after the job executor had stopped, may have locked what they scheduled. */
  @Override
  public void destroy() {
    giveBackAll();
  }
}
