package dev.steward.process.engine;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.steward.json.StoredJson;
import java.util.List;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.util.ConcurrentLruCache;

/** Which environment, {@code sandbox} or {@code production}, an instance acts in, and on whose behalf. Fixed when it starts. */
@Component
public class Environments {

  public static final String SANDBOX = "sandbox";

  // It never changes, and the row is there before the engine knows the instance.
  private final ConcurrentLruCache<String, Optional<Start>> started = new ConcurrentLruCache<>(
    10_000,
    this::stored
  );
  private final JdbcClient jdbc;
  private final StoredJson json;
  private final String current;

  Environments(
    JdbcClient jdbc,
    StoredJson json,
    @Value("${steward.environment:sandbox}") String current
  ) {
    if (!current.equals(SANDBOX) && !current.equals("production")) {
      throw new IllegalStateException(
        "steward.environment is '" + current + "'; it must be 'sandbox' or 'production'"
      );
    }
    this.jdbc = jdbc;
    this.json = json;
    this.current = current;
  }

  /** What new instances get. */
  public String current() {
    return current;
  }

  /** @param instanceId of a root instance; one that no application started acts in this node's environment */
  public String of(String instanceId) {
    return started.get(instanceId).map(Start::environment).orElse(current);
  }

  /** On whose behalf a root instance was started by a tool call, beside the person who started it. */
  public List<String> bounds(String instanceId) {
    return started.get(instanceId).map(Start::bounds).orElse(List.of());
  }

  private record Start(String environment, List<String> bounds) {}

  private Optional<Start> stored(String instanceId) {
    return jdbc
      .sql("SELECT environment, bounds FROM process_start WHERE instance_id = :id")
      .param("id", instanceId)
      .query((row, number) ->
        new Start(
          row.getString("environment"),
          json.read(row.getString("bounds"), new TypeReference<List<String>>() {})
        )
      )
      .optional();
  }
}
