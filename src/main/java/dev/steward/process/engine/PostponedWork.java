package dev.steward.process.engine;

import dev.steward.process.spi.WorkTimers;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Plain SQL without a new revision, so that a timer which fires meanwhile does not conflict. */
@Component
class PostponedWork implements WorkTimers {

  private final JdbcClient jdbc;

  PostponedWork(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** In a transaction of its own: it is called where another one has just been committed, too late for a write to join it. */
  @Override
  @Transactional(propagation = Propagation.REQUIRES_NEW)
  public void wake(Collection<String> executionIds) {
    jdbc
      .sql(
        "UPDATE act_ru_timer_job SET duedate_ = :past WHERE handler_type_ = :handler AND execution_id_ = ANY(:executions)"
      )
      .param("past", Timestamp.from(Instant.EPOCH))
      .param("handler", WorkJob.TYPE)
      .param("executions", executionIds.toArray(String[]::new))
      .update();
  }
}
