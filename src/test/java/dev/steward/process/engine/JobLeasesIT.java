package dev.steward.process.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.scenario.ApplicationIT;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A job that works for longer than its lock lasts keeps it, as long as it is this node's. */
class JobLeasesIT extends ApplicationIT {

  @Autowired
  private JobLeases leases;

  @Autowired
  private JdbcClient jdbc;

  @AfterEach
  void removeTheJobs() {
    jdbc.sql("DELETE FROM act_ru_job WHERE id_ IN ('mine', 'theirs')").update();
  }

  @Test
  void renewsItsOwnLocksWithoutANewRevision() {
    insert("mine", "node-1");
    insert("theirs", "node-2");

    try (var mine = leases.hold("mine"); var theirs = leases.hold("theirs")) {
      leases.renew();
    }

    assertThat(lockedUntil("mine")).isAfter(Instant.now().plus(Duration.ofMinutes(2)));
    assertThat(lockedUntil("theirs")).isBefore(Instant.now().plus(Duration.ofMinutes(1)));
    assertThat(
      jdbc.sql("SELECT rev_ FROM act_ru_job WHERE id_ = 'mine'").query(Integer.class).single()
    ).isEqualTo(1);
  }

  @Test
  void leavesAJobAloneThatHasEnded() {
    insert("mine", "node-1");
    leases.hold("mine").close();

    leases.renew();

    assertThat(lockedUntil("mine")).isBefore(Instant.now().plus(Duration.ofMinutes(1)));
  }

  private void insert(String id, String owner) {
    jdbc
      .sql(
        """
        INSERT INTO act_ru_job (id_, rev_, type_, exclusive_, lock_owner_, lock_exp_time_, retries_, handler_type_)
        VALUES (:id, 1, 'message', false, :owner, :until, 3, 'steward-work')
        """
      )
      .param("id", id)
      .param("owner", owner)
      .param("until", Timestamp.from(Instant.now().plusSeconds(30)))
      .update();
  }

  private Instant lockedUntil(String id) {
    return jdbc
      .sql("SELECT lock_exp_time_ FROM act_ru_job WHERE id_ = :id")
      .param("id", id)
      .query(Timestamp.class)
      .single()
      .toInstant();
  }
}
