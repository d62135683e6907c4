package dev.steward.process.instance;

import com.fasterxml.jackson.databind.JsonNode;
import dev.steward.json.CanonicalJson;
import dev.steward.problem.ProblemException;
import dev.steward.process.engine.Environments;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Remembers what started an instance, so that a repeated request starts nothing. */
@Component
class Starts {

  private final JdbcClient jdbc;
  private final Environments environments;
  private final Clock clock;

  Starts(JdbcClient jdbc, Environments environments, Clock clock) {
    this.jdbc = jdbc;
    this.environments = environments;
    this.clock = clock;
  }

  /** @param instanceId of the instance an earlier request with this key started; null where this request is the first */
  record Claim(long id, @Nullable String instanceId) {}

  /** Waits for a concurrent request with the same key until that one has committed or failed. */
  Claim claim(
    String actor,
    @Nullable String key,
    String processKey,
    @Nullable String businessKey,
    JsonNode variables
  ) {
    var digest = CanonicalJson.sha256(
      String.join("\0", processKey, String.valueOf(businessKey), variables.toString())
    );
    var inserted = jdbc
      .sql(
        """
        INSERT INTO process_start (actor, idempotency_key, request_digest, environment, started_at)
        VALUES (:actor, :key, :digest, :environment, :now)
        ON CONFLICT (actor, idempotency_key) DO NOTHING
        RETURNING id
        """
      )
      .param("actor", actor)
      .param("key", key)
      .param("digest", digest)
      .param("environment", environments.current())
      .param("now", Timestamp.from(clock.instant()))
      .query(Long.class)
      .optional();
    if (inserted.isPresent()) {
      return new Claim(inserted.get(), null);
    }
    return jdbc
      .sql(
        "SELECT id, instance_id, request_digest FROM process_start WHERE actor = :actor AND idempotency_key = :key"
      )
      .param("actor", actor)
      .param("key", key)
      .query((row, number) -> {
        if (!digest.equals(row.getString("request_digest"))) {
          throw new ProblemException(
            HttpStatus.UNPROCESSABLE_ENTITY,
            "idempotency-key-reused",
            "This Idempotency-Key was used for another request",
            List.of()
          );
        }
        return new Claim(row.getLong("id"), row.getString("instance_id"));
      })
      .single();
  }

  void started(Claim claim, String instanceId) {
    jdbc
      .sql("UPDATE process_start SET instance_id = :instance WHERE id = :id")
      .param("instance", instanceId)
      .param("id", claim.id())
      .update();
  }
}
