package dev.steward.sandbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Applies every write of the demo systems at most once per idempotency key, and counts the calls.
 */
@Component
@SandboxComponent
class Effects {

  private final JdbcClient jdbc;
  private final TransactionTemplate transaction;
  private final ObjectMapper json;
  private final Faults faults;

  Effects(
    JdbcClient jdbc,
    PlatformTransactionManager transactions,
    ObjectMapper json,
    Faults faults
  ) {
    this.jdbc = jdbc;
    this.transaction = new TransactionTemplate(transactions);
    this.json = json;
    this.faults = faults;
  }

  record Effect(
    String system,
    String operation,
    String idempotencyKey,
    int timesReceived,
    int timesApplied
  ) {}

  /**
   * Answers a repeated call from what was stored. A refused change leaves no trace but the count,
   * so the caller may correct the request and keep the key.
   *
   * @param request everything that tells this call from another one: the body and what the path
   *     names
   * @param change gets the key in force; runs inside the transaction that also stores its answer
   */
  JsonNode apply(
    String system,
    String operation,
    @Nullable String givenKey,
    Object request,
    Function<String, ?> change
  ) {
    var key =
      givenKey == null || givenKey.isBlank() ? "generated-" + UUID.randomUUID() : givenKey.trim();
    receive(system, operation, key);
    faults.strikeWrite(system, operation, Fault.Phase.BEFORE);
    var hash = hash(request);
    var answer = Objects.requireNonNull(
      transaction.execute(status -> once(system, operation, key, hash, change))
    );
    faults.strikeWrite(system, operation, Fault.Phase.AFTER);
    return answer;
  }

  List<Effect> all(@Nullable String system, @Nullable String operation, @Nullable String key) {
    return jdbc
      .sql(
        """
        SELECT system, operation, idempotency_key, times_received, times_applied
        FROM sandbox_effect
        WHERE (:system::text IS NULL OR system = :system)
          AND (:operation::text IS NULL OR operation = :operation)
          AND (:key::text IS NULL OR idempotency_key = :key)
        ORDER BY first_received_at, idempotency_key
        """
      )
      .param("system", system)
      .param("operation", operation)
      .param("key", key)
      .query(Effect.class)
      .list();
  }

  /** Commits by itself: a call that then fails, hangs or dies was received all the same. */
  private void receive(String system, String operation, String key) {
    jdbc
      .sql(
        """
        INSERT INTO sandbox_effect AS effect (system, operation, idempotency_key)
        VALUES (?, ?, ?)
        ON CONFLICT (system, operation, idempotency_key)
        DO UPDATE SET times_received = effect.times_received + 1
        """
      )
      .params(system, operation, key)
      .update();
  }

  private record Stored(@Nullable String requestHash, @Nullable String answer) {}

  private JsonNode once(
    String system,
    String operation,
    String key,
    String hash,
    Function<String, ?> change
  ) {
    // The lock makes a concurrent twin wait here, and then read what the first one stored.
    var stored = jdbc
      .sql(
        """
        SELECT request_hash, answer FROM sandbox_effect
        WHERE system = ? AND operation = ? AND idempotency_key = ? FOR UPDATE
        """
      )
      .params(system, operation, key)
      .query(Stored.class)
      .single();
    if (stored.answer() != null) {
      if (!hash.equals(stored.requestHash())) {
        throw SandboxProblem.invalid(
          "idempotency-key-reused",
          "This idempotency key was used for another request"
        );
      }
      return read(stored.answer());
    }
    JsonNode answer = json.valueToTree(change.apply(key));
    jdbc
      .sql(
        """
        UPDATE sandbox_effect
        SET times_applied = times_applied + 1, request_hash = ?, answer = ?::jsonb
        WHERE system = ? AND operation = ? AND idempotency_key = ?
        """
      )
      .params(hash, answer.toString(), system, operation, key)
      .update();
    return answer;
  }

  private String hash(Object request) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      var text = json.writeValueAsString(request).getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(digest.digest(text));
    } catch (NoSuchAlgorithmException | JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private JsonNode read(String answer) {
    try {
      return json.readTree(answer);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
