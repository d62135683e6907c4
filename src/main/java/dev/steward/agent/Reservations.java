package dev.steward.agent;

import dev.steward.journal.GroupCommit;
import dev.steward.journal.Step;
import dev.steward.journal.Write;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Gives back what was reserved in budgets for model calls whose end nobody journalled: those of an execution that died, or of a run that
 * was ended from outside. Whoever comes first, the execution that has the answer after all or this, settles a reservation; it is the row
 * of the attempt that tells.
 */
@Component
class Reservations {

  /** No model call takes longer. */
  private static final Duration LONGEST_CALL = Duration.ofHours(1);

  private final JdbcClient jdbc;
  private final Turns turns;
  private final GroupCommit journal;
  private final Clock clock;

  Reservations(JdbcClient jdbc, Turns turns, GroupCommit journal, Clock clock) {
    this.jdbc = jdbc;
    this.turns = turns;
    this.journal = journal;
    this.clock = clock;
  }

  /** Never call it inside a transaction. */
  void giveBack(UUID run) {
    for (var attempt : turns.unsettled(run)) {
      journal.commit(
        new Step()
          .guard(turns.released(run, attempt.turn(), attempt.attempt()))
          .count(attempt.reservation().released())
      );
    }
  }

  /** The run was ended while a model may be at work for it. In the caller's transaction. */
  void leftBehind(UUID run) {
    journal.join(
      new Step().write(
        Write.of(
          "INSERT INTO agent_leftover (run_id, since) VALUES (:run, :now) ON CONFLICT DO NOTHING"
        )
          .with("run", run)
          .with("now", Timestamp.from(clock.instant()))
      )
    );
  }

  @Scheduled(fixedDelayString = "PT10M")
  void giveBackLeftovers() {
    for (var run : leftovers()) {
      giveBack(run);
      jdbc.sql("DELETE FROM agent_leftover WHERE run_id = :run").param("run", run).update();
    }
  }

  private List<UUID> leftovers() {
    return jdbc
      .sql("SELECT run_id FROM agent_leftover WHERE since < :before ORDER BY since LIMIT 1000")
      .param("before", Timestamp.from(clock.instant().minus(LONGEST_CALL)))
      .query(UUID.class)
      .list();
  }
}
