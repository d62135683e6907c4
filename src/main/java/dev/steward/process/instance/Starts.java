package dev.steward.process.instance;

import com.fasterxml.jackson.databind.JsonNode;
import dev.steward.json.CanonicalJson;
import dev.steward.json.StoredJson;
import dev.steward.problem.ProblemException;
import dev.steward.process.spi.Origin;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Remembers what started an instance, so that a repeated request starts nothing. */
@Component
class Starts {

  private final JdbcClient jdbc;
  private final StoredJson json;
  private final Clock clock;

  Starts(JdbcClient jdbc, StoredJson json, Clock clock) {
    this.jdbc = jdbc;
    this.json = json;
    this.clock = clock;
  }

  /**
   * @param instanceId of the instance to start, or of the one that an earlier request with this key started
   * @param first whether this request is the first with its key
   */
  record Claim(String instanceId, boolean first) {}

  Optional<String> find(String actor, String key) {
    return jdbc
      .sql("SELECT instance_id FROM process_start WHERE actor = :actor AND idempotency_key = :key")
      .param("actor", actor)
      .param("key", key)
      .query(String.class)
      .optional();
  }

  /** Waits for a concurrent request with the same key until that one has committed or failed. */
  Claim claim(
    String actor,
    @Nullable String key,
    String processKey,
    @Nullable String businessKey,
    JsonNode variables,
    Origin origin
  ) {
    var digest = CanonicalJson.sha256(
      String.join("\0", processKey, String.valueOf(businessKey), variables.toString())
    );
    var instanceId = UUID.randomUUID().toString();
    int inserted = jdbc
      .sql(
        """
        INSERT INTO process_start (actor, idempotency_key, request_digest, instance_id, environment, bounds, parent_id, started_at)
        VALUES (:actor, :key, :digest, :instance, :environment, :bounds::jsonb, :parent, :now)
        ON CONFLICT (actor, idempotency_key) DO NOTHING
        """
      )
      .param("actor", actor)
      .param("key", key)
      .param("digest", digest)
      .param("instance", instanceId)
      .param("environment", origin.environment())
      .param("bounds", json.write(origin.bounds()))
      .param("parent", origin.parentId())
      .param("now", Timestamp.from(clock.instant()))
      .update();
    if (inserted == 1) {
      return new Claim(instanceId, true);
    }
    return jdbc
      .sql(
        "SELECT instance_id, request_digest FROM process_start WHERE actor = :actor AND idempotency_key = :key"
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
        return new Claim(row.getString("instance_id"), false);
      })
      .single();
  }
}
