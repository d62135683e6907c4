package dev.steward.crash;

import dev.steward.crash.Provider.Turn;
import dev.steward.database.TestDatabase;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** What the database says, read past the application. */
final class Records {

  private static final List<String> WORK_LEFT = List.of(
    "act_ru_execution",
    "act_ru_task",
    "act_ru_job",
    "act_ru_timer_job",
    "act_ru_suspended_job",
    "act_ru_deadletter_job",
    "act_ru_external_job",
    "act_ru_event_subscr"
  );

  private final JdbcClient jdbc;

  Records(TestDatabase database) {
    jdbc = JdbcClient.create(
      new DriverManagerDataSource(database.url(), database.username(), database.password())
    );
  }

  record Instance(String id, String marker, boolean ended, String deleteReason, Set<String> ends) {}

  record Run(String id, String marker, String agent, String state, String error, BigDecimal usd) {}

  /** @param completion the provider's id of the answer; null where none is on record */
  record Asked(
    String run,
    Turn turn,
    int attempt,
    String state,
    String runState,
    String completion,
    BigDecimal usd
  ) {
    /** Names the attempt. */
    String name() {
      return run + " " + turn.number() + " " + attempt;
    }

    boolean charged() {
      return completion != null;
    }
  }

  /**
   * @param runState null for a tool task
   * @param executions the states that the trail holds of executions of this call
   * @param resumed it was sent again under its key
   * @param takenOver it was settled by an execution that had not sent it
   */
  record Call(
    String key,
    String effect,
    String state,
    String runState,
    List<String> executions,
    boolean resumed,
    boolean takenOver
  ) {}

  /**
   * Where the journal stood when a node was dead.
   *
   * @param executing idempotency keys of calls that were committed to and not settled
   */
  record Snapshot(List<Asked> asked, Set<String> executing) {
    /** Whether an answer at this place could still be lost. */
    boolean hasUnderWay(Turn turn) {
      var attempts = asked
        .stream()
        .filter(row -> row.turn().equals(turn))
        .toList();
      return (
        attempts.stream().noneMatch(row -> row.state().equals("answered")) ||
        attempts.stream().anyMatch(row -> row.state().equals("started"))
      );
    }

    /** Names of attempts. */
    Stream<String> started() {
      return asked
        .stream()
        .filter(row -> row.state().equals("started"))
        .map(Asked::name);
    }
  }

  /** The database is done with a dead process: nothing that it sent last can still be committed. */
  boolean isGone(String life) {
    return (
      jdbc
        .sql("SELECT count(*) FROM pg_stat_activity WHERE application_name = :life")
        .param("life", life)
        .query(Integer.class)
        .single() == 0
    );
  }

  Snapshot snapshot() {
    var executing = jdbc
      .sql("SELECT idempotency_key FROM tool_call WHERE state = 'executing'")
      .query(String.class)
      .set();
    return new Snapshot(asked(), executing);
  }

  /** As if the nodes that perform durable work had stood still for longer than the lock lasts. */
  void expireLocksOfWork() {
    jdbc
      .sql(
        "UPDATE act_ru_job SET lock_exp_time_ = lock_exp_time_ - interval '1 hour' WHERE handler_type_ = 'steward-work'"
      )
      .update();
  }

  int workWithoutLock() {
    return jdbc
      .sql(
        """
        SELECT count(*) FROM act_ru_job
        WHERE handler_type_ = 'steward-work' AND (lock_owner_ IS NULL OR lock_exp_time_ < :now)
        """
      )
      .param("now", Timestamp.from(Instant.now()))
      .query(Integer.class)
      .single();
  }

  Set<String> endedMarkers() {
    return jdbc
      .sql("SELECT business_key_ FROM act_hi_procinst WHERE end_time_ IS NOT NULL")
      .query(String.class)
      .set();
  }

  /** The call that a person has to settle in this task. */
  Optional<String> keyInDoubt(String task) {
    return jdbc
      .sql(
        "SELECT idempotency_key FROM tool_call WHERE review_id = :task::uuid AND state = 'in_doubt'"
      )
      .param("task", task)
      .query(String.class)
      .optional();
  }

  /** How many rows each table still holds of what should be over. */
  Map<String, Integer> workLeft() {
    var left = new TreeMap<String, Integer>();
    for (var table : WORK_LEFT) {
      int rows = jdbc
        .sql("SELECT count(*) FROM " + table)
        .query(Integer.class)
        .single();
      if (rows > 0) {
        left.put(table, rows);
      }
    }
    return left;
  }

  /** Of the incidents, why. */
  List<String> deadLetters() {
    return jdbc
      .sql(
        "SELECT handler_type_ || ' of ' || process_instance_id_ || ': ' || coalesce(exception_msg_, '') FROM act_ru_deadletter_job"
      )
      .query(String.class)
      .list();
  }

  List<Instance> instances() {
    return jdbc
      .sql(
        """
        SELECT p.id_, p.business_key_, p.end_time_ IS NOT NULL AS ended, p.delete_reason_,
          array(SELECT a.act_id_ FROM act_hi_actinst a
                WHERE a.proc_inst_id_ = p.id_ AND a.act_type_ = 'endEvent') AS ends
        FROM act_hi_procinst p
        """
      )
      .query((row, number) ->
        new Instance(
          row.getString("id_"),
          row.getString("business_key_"),
          row.getBoolean("ended"),
          row.getString("delete_reason_"),
          new TreeSet<>(texts(row, "ends"))
        )
      )
      .list();
  }

  List<Run> runs() {
    return jdbc
      .sql(
        """
        SELECT r.id, a.inputs #>> '{order,marker}' AS marker, r.agent, r.state,
          concat_ws(': ', r.error_code, r.error_message) AS error, r.cost_usd
        FROM agent_run r JOIN agent_assignment a ON a.run_id = r.id
        """
      )
      .query((row, number) ->
        new Run(
          row.getString("id"),
          row.getString("marker"),
          row.getString("agent"),
          row.getString("state"),
          row.getString("error"),
          row.getBigDecimal("cost_usd")
        )
      )
      .list();
  }

  List<Asked> asked() {
    return jdbc
      .sql(
        """
        SELECT t.run_id, a.inputs #>> '{order,marker}' AS marker, r.agent, t.number, t.attempt, t.state,
          r.state AS run_state, t.raw ->> 'id' AS completion, t.cost_usd
        FROM agent_turn t JOIN agent_run r ON r.id = t.run_id JOIN agent_assignment a ON a.run_id = r.id
        """
      )
      .query((row, number) ->
        new Asked(
          row.getString("run_id"),
          turn(row, number),
          row.getInt("attempt"),
          row.getString("state"),
          row.getString("run_state"),
          row.getString("completion"),
          row.getBigDecimal("cost_usd")
        )
      )
      .list();
  }

  List<Call> calls() {
    return jdbc
      .sql(
        """
        WITH trail AS (
          SELECT detail ->> 'callId' AS call,
            array_agg(state) FILTER (WHERE type = 'tool.executed') AS executions,
            bool_or(type = 'tool.in-doubt' AND state = 'unknown') AS given_up,
            bool_or(type = 'tool.retried') AS resumed,
            bool_or(type = 'tool.executed' AND detail ->> 'attempts' = '0') AS taken_over
          FROM audit_entry WHERE detail ->> 'callId' IS NOT NULL GROUP BY 1)
        SELECT c.idempotency_key, c.tool, c.arguments ->> 'marker' AS marker, c.arguments ->> 'item' AS item,
          c.state, r.state AS run_state, coalesce(t.executions, CASE WHEN t.given_up THEN '{unknown}'::text[] END, '{}') AS executions,
          coalesce(t.resumed, false) AS resumed, coalesce(t.taken_over, false) AS taken_over
        FROM tool_call c
        LEFT JOIN agent_run r ON r.id = c.work_id
        LEFT JOIN trail t ON t.call = c.id::text
        """
      )
      .query((row, number) ->
        new Call(
          row.getString("idempotency_key"),
          Systems.effect(
            Systems.operation(row.getString("tool")),
            row.getString("marker"),
            row.getString("item")
          ),
          row.getString("state"),
          row.getString("run_state"),
          texts(row, "executions"),
          row.getBoolean("resumed"),
          row.getBoolean("taken_over")
        )
      )
      .list();
  }

  /** How many entries of a type the trail holds of each run. */
  Map<String, Integer> trail(String type) {
    var counts = new TreeMap<String, Integer>();
    jdbc
      .sql(
        "SELECT detail ->> 'runId' AS run, count(*) AS entries FROM audit_entry WHERE type = :type GROUP BY 1"
      )
      .param("type", type)
      .query(row -> {
        counts.put(row.getString("run"), row.getInt("entries"));
      });
    return counts;
  }

  private static Turn turn(ResultSet row, int number) throws SQLException {
    return new Turn(row.getString("marker"), row.getString("agent"), row.getInt("number"));
  }

  private static List<String> texts(ResultSet row, String column) throws SQLException {
    return List.of((String[]) row.getArray(column).getArray());
  }
}
