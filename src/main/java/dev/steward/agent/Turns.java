package dev.steward.agent;

import dev.steward.budget.Reservation;
import dev.steward.journal.Step;
import dev.steward.journal.Write;
import dev.steward.json.StoredJson;
import dev.steward.model.Message;
import dev.steward.model.ModelAnswer;
import dev.steward.model.ModelFault;
import dev.steward.tool.SettledCall;
import dev.steward.tool.ToolGateway;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * The tables {@code agent_turn}, one row for each attempt at a model call, and {@code agent_message}, what models and the run itself
 * said. What tools answered is in the gateway's journal only.
 */
@Repository
class Turns {

  private final JdbcClient jdbc;
  private final ToolGateway gateway;
  private final StoredJson json;
  private final TurnDigests digests;
  private final Clock clock;

  Turns(JdbcClient jdbc, ToolGateway gateway, StoredJson json, TurnDigests digests, Clock clock) {
    this.jdbc = jdbc;
    this.gateway = gateway;
    this.json = json;
    this.digests = digests;
    this.clock = clock;
  }

  /** What was said, in which turn. */
  record Stored(int turn, Message message) {}

  /** What was said since the first two messages; the last one may ask for tools that have not all answered. */
  List<Message> conversation(UUID run) {
    var results = gateway.settled(run).stream().collect(Collectors.groupingBy(SettledCall::turn));
    var conversation = new ArrayList<Message>();
    for (var stored : messages(run)) {
      conversation.add(stored.message());
      if (stored.message() instanceof Message.Assistant asked && !asked.calls().isEmpty()) {
        var answered = results.getOrDefault(stored.turn(), List.of());
        if (answered.size() == asked.calls().size()) {
          answered.forEach(call -> conversation.add(result(asked, call.ordinal(), call)));
        }
      }
    }
    return conversation;
  }

  static Message.ToolResult result(Message.Assistant asked, int ordinal, SettledCall call) {
    var request = asked.calls().get(ordinal);
    return new Message.ToolResult(request.id(), request.tool(), call.result());
  }

  /** The text of the run's last message: of a completed run its answer. */
  String lastText(UUID run) {
    var messages = messages(run);
    return messages.getLast().message() instanceof Message.Assistant last && last.text() != null
      ? last.text()
      : "";
  }

  List<Stored> messages(UUID run) {
    return jdbc
      .sql("SELECT turn, body FROM agent_message WHERE run_id = :run ORDER BY number")
      .param("run", run)
      .query((row, number) ->
        new Stored(row.getInt("turn"), json.read(row.getString("body"), Message.class))
      )
      .list();
  }

  Write said(UUID run, int number, int turn, Message message) {
    return Write.of(
      """
      INSERT INTO agent_message (run_id, number, turn, codec, body)
      VALUES (:run, :number, :turn, :codec, :body::json)
      """
    )
      .with("run", run)
      .with("number", number)
      .with("turn", turn)
      .with("codec", Message.CODEC)
      .with("body", json.write(message, Message.class));
  }

  /** Every attempt at every model call, in the order in which they were made. */
  List<Attempt> attempts(UUID run) {
    return jdbc
      .sql("SELECT * FROM agent_turn WHERE run_id = :run ORDER BY number, attempt")
      .param("run", run)
      .query(this::read)
      .list();
  }

  /** What an earlier execution began and never ended: at most its tokens are lost. */
  Write discarded(UUID run) {
    return Write.of(
      "UPDATE agent_turn SET state = 'discarded', ended_at = :now WHERE run_id = :run AND state = 'started'"
    )
      .with("now", now())
      .with("run", run);
  }

  /**
   * @param reservation what it may cost, until it is settled
   * @param request digest of what is asked
   */
  Write begun(
    UUID run,
    int turn,
    int attempt,
    String model,
    Reservation reservation,
    String request
  ) {
    return Write.of(
      """
      INSERT INTO agent_turn (run_id, number, attempt, model, state, started_at, reserved, request_digest)
      VALUES (:run, :turn, :attempt, :model, 'started', :now, :reserved::json, :request)
      """
    )
      .with("request", request)
      .with("reserved", reservation.amounts().isEmpty() ? null : json.write(reservation))
      .with("run", run)
      .with("turn", turn)
      .with("attempt", attempt)
      .with("model", model)
      .with("now", now());
  }

  record Unsettled(int turn, int attempt, Reservation reservation) {}

  /** Attempts whose reservations nobody has settled. */
  List<Unsettled> unsettled(UUID run) {
    return jdbc
      .sql(
        "SELECT number, attempt, reserved FROM agent_turn WHERE run_id = :run AND reserved IS NOT NULL"
      )
      .param("run", run)
      .query((row, number) ->
        new Unsettled(
          row.getInt("number"),
          row.getInt("attempt"),
          json.read(row.getString("reserved"), Reservation.class)
        )
      )
      .list();
  }

  /** A guard: finds no row where the reservation is settled already. */
  Write released(UUID run, int turn, int attempt) {
    return Write.of(
      """
      UPDATE agent_turn SET reserved = NULL
      WHERE run_id = :run AND number = :turn AND attempt = :attempt AND reserved IS NOT NULL
      """
    )
      .with("run", run)
      .with("turn", turn)
      .with("attempt", attempt);
  }

  Write answered(UUID run, int turn, int attempt, ModelAnswer answer) {
    return ended(run, turn, attempt, Attempt.State.ANSWERED, answer);
  }

  /** An answer that goes nowhere, since the run was stopped or taken over meanwhile: on record, and charged. */
  Step late(UUID run, int turn, int attempt, ModelAnswer answer) {
    return new Step().write(ended(run, turn, attempt, Attempt.State.DISCARDED, answer));
  }

  /** An answer that cannot be used, and that was paid for all the same. */
  Write unusable(UUID run, int turn, int attempt, ModelAnswer answer, ModelFault fault) {
    var write = ended(run, turn, attempt, Attempt.State.FAILED, answer);
    return write.with("fault", fault.kind().id()).with("error", fault.getMessage());
  }

  private Write ended(UUID run, int turn, int attempt, Attempt.State state, ModelAnswer answer) {
    return Write.of(
      """
      UPDATE agent_turn SET state = :state, provider_model = :provider, rehearsal = :rehearsal,
        finish_reason = :finish, tokens_in = :input, tokens_cached = :cached, tokens_out = :output,
        cost_usd = :cost, raw = :raw::json, answer_digest = :said, fault = :fault, error = :error, ended_at = :now, reserved = NULL
      WHERE run_id = :run AND number = :turn AND attempt = :attempt
      """
    )
      .with("state", state.id())
      .with("provider", answer.providerModel())
      .with("rehearsal", answer.rehearsal())
      .with("finish", answer.finishReason())
      .with("input", answer.usage().input())
      .with("cached", answer.usage().cached())
      .with("output", answer.usage().output())
      .with("cost", answer.costUsd())
      .with("raw", answer.raw().toString())
      .with("said", digests.of(answer.message()))
      .with("fault", null)
      .with("error", null)
      .with("now", now())
      .with("run", run)
      .with("turn", turn)
      .with("attempt", attempt);
  }

  Write failed(UUID run, int turn, int attempt, ModelFault fault) {
    return Write.of(
      """
      UPDATE agent_turn SET state = 'failed', fault = :fault, error = :error, ended_at = :now, reserved = NULL
      WHERE run_id = :run AND number = :turn AND attempt = :attempt
      """
    )
      .with("fault", fault.kind().id())
      .with("error", fault.getMessage())
      .with("now", now())
      .with("run", run)
      .with("turn", turn)
      .with("attempt", attempt);
  }

  private Timestamp now() {
    return Timestamp.from(clock.instant());
  }

  private Attempt read(ResultSet row, int number) throws SQLException {
    var ended = row.getTimestamp("ended_at");
    return new Attempt(
      row.getInt("number"),
      row.getInt("attempt"),
      row.getString("model"),
      row.getString("provider_model"),
      row.getBoolean("rehearsal"),
      Attempt.State.of(row.getString("state")),
      row.getString("finish_reason"),
      new ModelAnswer.Usage(
        row.getInt("tokens_in"),
        row.getInt("tokens_cached"),
        row.getInt("tokens_out")
      ),
      row.getBigDecimal("cost_usd"),
      row.getString("fault"),
      row.getString("error"),
      row.getTimestamp("started_at").toInstant(),
      ended == null ? null : ended.toInstant(),
      row.getString("request_digest"),
      row.getString("answer_digest")
    );
  }
}
