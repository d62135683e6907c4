package dev.steward.process.engine;

import jakarta.validation.constraints.Min;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How this node runs jobs.
 *
 * @param nodeId names this node's locks: unlike other nodes' on the same database, and the same after a restart, so that the node
 *     frees at once what it had locked; the host's name where none is given
 * @param jobLock after this time without a sign of life another node takes a job over
 * @param heartbeat how often running jobs renew their lock; a third of the lock time where none is given, so that one beat may fail
 * @param workInFlight durable tasks performed at once on this node; more wait in the database
 * @param jobsInFlight other jobs run at once: timers, continuations
 */
@Validated
@ConfigurationProperties("steward.engine")
record EngineProperties(
  @DefaultValue("") String nodeId,
  @DefaultValue("3m") Duration jobLock,
  @DefaultValue("0s") Duration heartbeat,
  @Min(1) @DefaultValue("10000") int workInFlight,
  @Min(1) @DefaultValue("16") int jobsInFlight
) {
  EngineProperties {
    if (nodeId.isBlank()) {
      nodeId = hostName();
    }
    if (heartbeat.isZero()) {
      heartbeat = jobLock.dividedBy(3);
    }
    if (heartbeat.compareTo(jobLock) >= 0) {
      throw new IllegalArgumentException(
        "steward.engine.heartbeat must be shorter than steward.engine.job-lock"
      );
    }
  }

  private static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "node-1";
    }
  }
}
