package dev.steward.agent;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.steward.model.Message;
import dev.steward.model.ModelAnswer;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Turns and messages of agent runs. Append-only: the primary keys fence out a second execution of the same run. */
@Repository
class Journal {

  private final JdbcClient jdbc;
  private final ObjectMapper json;
  private final Clock clock;

  Journal(JdbcClient jdbc, ObjectMapper json, Clock clock) {
    this.jdbc = jdbc;
    this.json = json;
    this.clock = clock;
  }

  List<Message> messages(UUID run) {
    return jdbc
      .sql("SELECT body FROM agent_message WHERE run_id = :run ORDER BY number")
      .param("run", run)
      .query((row, number) -> read(row.getString(1)))
      .list();
  }

  void append(UUID run, int number, Message message) {
    jdbc
      .sql(
        "INSERT INTO agent_message (run_id, number, codec, body) VALUES (:run, :number, :codec, :body::jsonb)"
      )
      .param("run", run)
      .param("number", number)
      .param("codec", Message.CODEC)
      .param("body", write(message))
      .update();
  }

  /**
   * Writes down that a model is about to be asked. What an earlier process began and never ended is discarded: at most its tokens
   * are lost.
   *
   * @return the attempt's number
   */
  int begin(UUID run, int turn, String model) {
    jdbc
      .sql(
        """
        UPDATE agent_turn SET state = 'discarded', ended_at = :now
        WHERE run_id = :run AND number = :turn AND state = 'started'
        """
      )
      .param("now", now())
      .param("run", run)
      .param("turn", turn)
      .update();
    return jdbc
      .sql(
        """
        INSERT INTO agent_turn (run_id, number, attempt, model, state, started_at)
        SELECT :run, :turn, coalesce(max(attempt), 0) + 1, :model, 'started', :now
        FROM agent_turn WHERE run_id = :run AND number = :turn
        RETURNING attempt
        """
      )
      .param("run", run)
      .param("turn", turn)
      .param("model", model)
      .param("now", now())
      .query(Integer.class)
      .single();
  }

  /** @param used false where the run was cancelled meanwhile: the answer is on record and charged, and goes nowhere */
  void answered(UUID run, int turn, int attempt, ModelAnswer answer, boolean used) {
    jdbc
      .sql(
        """
        UPDATE agent_turn SET state = :state, provider_model = :provider, rehearsal = :rehearsal,
          finish_reason = :finish, tokens_in = :input, tokens_cached = :cached, tokens_out = :output,
          cost_usd = :cost, raw = :raw::jsonb, ended_at = :now
        WHERE run_id = :run AND number = :turn AND attempt = :attempt
        """
      )
      .param("state", used ? "answered" : "discarded")
      .param("provider", answer.providerModel())
      .param("rehearsal", answer.rehearsal())
      .param("finish", answer.finishReason())
      .param("input", answer.usage().input())
      .param("cached", answer.usage().cached())
      .param("output", answer.usage().output())
      .param("cost", answer.costUsd())
      .param("raw", answer.raw().toString())
      .param("now", now())
      .param("run", run)
      .param("turn", turn)
      .param("attempt", attempt)
      .update();
  }

  void failed(UUID run, int turn, int attempt, String error) {
    jdbc
      .sql(
        """
        UPDATE agent_turn SET state = 'failed', error = :error, ended_at = :now
        WHERE run_id = :run AND number = :turn AND attempt = :attempt
        """
      )
      .param("error", error)
      .param("now", now())
      .param("run", run)
      .param("turn", turn)
      .param("attempt", attempt)
      .update();
  }

  private Timestamp now() {
    return Timestamp.from(clock.instant());
  }

  private Message read(String body) {
    try {
      return json.readValue(body, Message.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A stored message cannot be read", e);
    }
  }

  private String write(Message message) {
    try {
      return json.writerFor(Message.class).writeValueAsString(message);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A message cannot be written", e);
    }
  }
}
