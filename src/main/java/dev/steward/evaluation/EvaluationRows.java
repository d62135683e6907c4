package dev.steward.evaluation;

import dev.steward.evaluation.Evaluation.State;
import dev.steward.journal.Columns;
import dev.steward.json.StoredJson;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The tables {@code evaluation} and {@code evaluation_case}. */
@Repository
class EvaluationRows {

  private final JdbcClient jdbc;
  private final StoredJson json;
  private final Clock clock;

  EvaluationRows(JdbcClient jdbc, StoredJson json, Clock clock) {
    this.jdbc = jdbc;
    this.json = json;
    this.clock = clock;
  }

  /** @param draft text of a role that is stored nowhere else */
  void insert(Evaluation evaluation, @Nullable String draft) {
    jdbc
      .sql(
        """
        INSERT INTO evaluation (id, agent, version, draft, model, trials, planned, spend_limit, state, started_by, started_at, alive_at)
        VALUES (:id, :agent, :version, :draft, :model, :trials, :planned, :limit, :state, :by, :now, :now)
        """
      )
      .param("id", evaluation.id())
      .param("agent", evaluation.agent())
      .param("version", evaluation.version())
      .param("draft", draft)
      .param("model", evaluation.model())
      .param("trials", evaluation.trials())
      .param("planned", evaluation.planned())
      .param("limit", evaluation.spendLimitUsd())
      .param("state", evaluation.state().id())
      .param("by", evaluation.startedBy())
      .param("now", Timestamp.from(evaluation.startedAt()))
      .update();
  }

  Optional<Evaluation> find(UUID id) {
    return jdbc
      .sql("SELECT * FROM evaluation WHERE id = :id")
      .param("id", id)
      .query(EvaluationRows::read)
      .optional();
  }

  /** The newest first. */
  List<Evaluation> latest(@Nullable String agent, int most) {
    return jdbc
      .sql(
        """
        SELECT * FROM evaluation WHERE :agent::text IS NULL OR agent = :agent
        ORDER BY started_at DESC, id DESC LIMIT :most
        """
      )
      .param("agent", agent)
      .param("most", most)
      .query(EvaluationRows::read)
      .list();
  }

  /** The last one of the same agent that came to its end before this one began. */
  Optional<Evaluation> before(Evaluation evaluation) {
    return jdbc
      .sql(
        """
        SELECT * FROM evaluation WHERE agent = :agent AND state = 'completed' AND id <> :id AND started_at <= :start
        ORDER BY started_at DESC LIMIT 1
        """
      )
      .param("agent", evaluation.agent())
      .param("id", evaluation.id())
      .param("start", Timestamp.from(evaluation.startedAt()))
      .query(EvaluationRows::read)
      .optional();
  }

  void add(UUID id, TriedCase tried) {
    jdbc
      .sql(
        """
        INSERT INTO evaluation_case (evaluation_id, name, trial, cost_usd, result)
        VALUES (:id, :name, :trial, :cost, :result::jsonb)
        """
      )
      .param("id", id)
      .param("name", tried.name())
      .param("trial", tried.trial())
      .param("cost", tried.costUsd())
      .param("result", json.write(tried))
      .update();
  }

  List<TriedCase> tried(UUID id) {
    return jdbc
      .sql("SELECT result FROM evaluation_case WHERE evaluation_id = :id ORDER BY name, trial")
      .param("id", id)
      .query((row, number) -> json.read(row.getString("result"), TriedCase.class))
      .list();
  }

  BigDecimal spent(UUID id) {
    return jdbc
      .sql("SELECT coalesce(sum(cost_usd), 0) FROM evaluation_case WHERE evaluation_id = :id")
      .param("id", id)
      .query(BigDecimal.class)
      .single();
  }

  boolean isRunning(UUID id) {
    return jdbc
      .sql("SELECT state = 'running' FROM evaluation WHERE id = :id")
      .param("id", id)
      .query(Boolean.class)
      .single();
  }

  /** @return whether it was still running */
  boolean end(UUID id, State state, @Nullable String message) {
    return (
      jdbc
        .sql(
          """
          UPDATE evaluation SET state = :state, message = :message, ended_at = :now WHERE id = :id AND state = 'running'
          """
        )
        .param("state", state.id())
        .param("message", message)
        .param("now", now())
        .param("id", id)
        .update() > 0
    );
  }

  void alive(Collection<UUID> ids) {
    if (!ids.isEmpty()) {
      jdbc
        .sql("UPDATE evaluation SET alive_at = :now WHERE id IN (:ids)")
        .param("now", now())
        .param("ids", ids)
        .update();
    }
  }

  /** Ends those that no node has been at for so long. */
  void interrupt(Duration silence) {
    jdbc
      .sql(
        """
        UPDATE evaluation SET state = 'interrupted', ended_at = alive_at,
          message = 'The node that was at it has stopped; start it again'
        WHERE state = 'running' AND alive_at < :since
        """
      )
      .param("since", Timestamp.from(clock.instant().minus(silence)))
      .update();
  }

  private Timestamp now() {
    return Timestamp.from(clock.instant());
  }

  private static Evaluation read(ResultSet row, int number) throws SQLException {
    return new Evaluation(
      row.getObject("id", UUID.class),
      row.getString("agent"),
      row.getString("version"),
      row.getString("draft") != null,
      row.getString("model"),
      row.getInt("trials"),
      row.getInt("planned"),
      row.getBigDecimal("spend_limit"),
      State.of(row.getString("state")),
      row.getString("message"),
      row.getString("started_by"),
      row.getTimestamp("started_at").toInstant(),
      Columns.instant(row, "ended_at")
    );
  }
}
