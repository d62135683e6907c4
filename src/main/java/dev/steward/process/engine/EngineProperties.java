package dev.steward.process.engine;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How this node runs jobs.
 *
 * @param nodeId names this node's locks; keep it over restarts, so that the node frees its own locks at once, and unlike other nodes'
 * @param jobLock after this time without a sign of life another node takes a job over
 * @param heartbeat how often running jobs renew their lock
 * @param workInFlight durable tasks performed at once on this node; more wait in the database
 * @param jobsInFlight other jobs run at once: timers, continuations
 */
@Validated
@ConfigurationProperties("steward.engine")
record EngineProperties(
  @NotBlank @DefaultValue("node-1") String nodeId,
  @DefaultValue("3m") Duration jobLock,
  @DefaultValue("30s") Duration heartbeat,
  @Min(1) @DefaultValue("2000") int workInFlight,
  @Min(1) @DefaultValue("16") int jobsInFlight
) {}
