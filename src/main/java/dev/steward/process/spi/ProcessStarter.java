package dev.steward.process.spi;

import com.fasterxml.jackson.databind.JsonNode;
import dev.steward.identity.Actor;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Starts process instances from inside the application, under the same rules as over REST. */
public interface ProcessStarter {
  /**
   * @param variables a JSON object; what it may hold is up to the process's start form
   * @param idempotencyKey a repeated start with the same key gives the instance that the first one started
   * @return the instance's id
   * @throws dev.steward.problem.ProblemException for an unknown process or wrong variables
   */
  String start(
    String processKey,
    @Nullable String businessKey,
    @Nullable JsonNode variables,
    @Nullable String idempotencyKey,
    Actor actor
  );

  /** The same for work that acts for somebody already: what it starts inherits where, for whom and on what data it acts. */
  String start(
    String processKey,
    @Nullable String businessKey,
    @Nullable JsonNode variables,
    @Nullable String idempotencyKey,
    Origin origin,
    Actor actor
  );

  /** The instance that a start of this person with this key has begun, whatever has become of it. */
  Optional<String> started(String actor, String idempotencyKey);
}
