package dev.steward.budget;

import dev.steward.journal.Write;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The table {@code budget_request}. */
@Repository
class GrantRows {

  private final JdbcClient jdbc;
  private final Clock clock;

  GrantRows(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  enum State {
    ASKED,
    GRANTED,
    REFUSED,
  }

  record Request(UUID reviewId, UUID runId, State state, @Nullable String decidedBy) {}

  List<Request> find(String counter, String rule) {
    return jdbc
      .sql(
        "SELECT * FROM budget_request WHERE counter = :counter AND rule = :rule ORDER BY asked_at DESC"
      )
      .param("counter", counter)
      .param("rule", rule)
      .query((row, number) ->
        new Request(
          row.getObject("review_id", UUID.class),
          row.getObject("run_id", UUID.class),
          State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
          row.getString("decided_by")
        )
      )
      .list();
  }

  /** In all, in the units of the counter. */
  long granted(String counter, String rule) {
    return jdbc
      .sql(
        "SELECT coalesce(sum(granted), 0) FROM budget_request WHERE counter = :counter AND rule = :rule"
      )
      .param("counter", counter)
      .param("rule", rule)
      .query(Long.class)
      .single();
  }

  /** A guard: changes nothing where another run has asked already. */
  Write insert(UUID review, String counter, String rule, UUID run) {
    return Write.of(
      """
      INSERT INTO budget_request (review_id, counter, rule, run_id, asked_at)
      VALUES (:review, :counter, :rule, :run, :now) ON CONFLICT DO NOTHING
      """
    )
      .with("review", review)
      .with("counter", counter)
      .with("rule", rule)
      .with("run", run)
      .with("now", Timestamp.from(clock.instant()));
  }

  /** A guard: changes nothing where another run has taken the decision up already. */
  Write granted(UUID review, long more, String by) {
    return decided(review, State.GRANTED, more, by);
  }

  Write refused(UUID review, String by) {
    return decided(review, State.REFUSED, 0, by);
  }

  private static Write decided(UUID review, State state, long granted, String by) {
    return Write.of(
      """
      UPDATE budget_request SET state = :state, granted = :granted, decided_by = :by
      WHERE review_id = :review AND state = 'asked'
      """
    )
      .with("state", state.name().toLowerCase(Locale.ROOT))
      .with("granted", granted)
      .with("by", by)
      .with("review", review);
  }

  void withdraw(UUID run) {
    jdbc
      .sql("DELETE FROM budget_request WHERE run_id = :run AND state = 'asked'")
      .param("run", run)
      .update();
  }
}
