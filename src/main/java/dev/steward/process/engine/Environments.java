package dev.steward.process.engine;

import java.util.Optional;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.util.ConcurrentLruCache;

/** Which environment, {@code sandbox} or {@code production}, an instance acts in. Fixed when it starts. */
@Component
public class Environments {

  // It never changes, and the row is there before the engine knows the instance.
  private final ConcurrentLruCache<String, Optional<String>> started = new ConcurrentLruCache<>(
    10_000,
    this::stored
  );
  private final JdbcClient jdbc;
  private final String current;

  Environments(JdbcClient jdbc, @Value("${steward.environment:sandbox}") String current) {
    if (!current.equals("sandbox") && !current.equals("production")) {
      throw new IllegalStateException(
        "steward.environment is '" + current + "'; it must be 'sandbox' or 'production'"
      );
    }
    this.jdbc = jdbc;
    this.current = current;
  }

  /** What new instances get. */
  public String current() {
    return current;
  }

  /** @param instanceId of a root instance; one that no application started acts in this node's environment */
  public String of(String instanceId) {
    return started.get(instanceId).orElse(current);
  }

  private Optional<String> stored(String instanceId) {
    return jdbc
      .sql("SELECT environment FROM process_start WHERE instance_id = :id")
      .param("id", instanceId)
      .query(String.class)
      .optional();
  }
}
