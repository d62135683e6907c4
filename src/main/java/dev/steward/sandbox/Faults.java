package dev.steward.sandbox;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The faults that are switched on; they last as long as the process. */
@Component
@SandboxComponent
class Faults {

  private final List<Fault> faults = new CopyOnWriteArrayList<>();

  /** Replaces an earlier fault of the same system and operation. */
  synchronized Fault put(Fault fault) {
    var complete = fault.withDefaults();
    faults.removeIf(
      other -> same(other.system(), fault.system()) && same(other.operation(), fault.operation())
    );
    faults.add(complete);
    return complete;
  }

  List<Fault> all() {
    return List.copyOf(faults);
  }

  void clear() {
    faults.clear();
  }

  /** Reads have nothing to apply, so both phases strike them. */
  void strikeRead(String system, String operation) {
    strikeWrite(system, operation, Fault.Phase.BEFORE);
    strikeWrite(system, operation, Fault.Phase.AFTER);
  }

  /**
   * Sleeps and fails as configured. Call it without a transaction: a sleep would hold its
   * connection.
   */
  void strikeWrite(String system, String operation, Fault.Phase phase) {
    for (var fault : faults) {
      if (
        same(fault.system(), system) &&
        (fault.operation() == null || same(fault.operation(), operation)) &&
        fault.phase() == phase
      ) {
        strike(fault);
      }
    }
  }

  private static void strike(Fault fault) {
    sleep(Duration.ofMillis(fault.latencyMs()));
    var rate = fault.failureRate() == null ? 0 : fault.failureRate().doubleValue();
    if (ThreadLocalRandom.current().nextDouble() < rate) {
      throw new SandboxProblem(
        fault.status() == null ? 503 : fault.status(),
        "injected-fault",
        "A fault switched on for %s struck this call".formatted(fault.system())
      );
    }
  }

  private static void sleep(Duration latency) {
    try {
      Thread.sleep(latency);
    } catch (InterruptedException interruption) {
      Thread.currentThread().interrupt();
      throw new SandboxProblem(503, "interrupted", "The demo system is stopping");
    }
  }

  private static boolean same(@Nullable String one, @Nullable String other) {
    return one == null ? other == null : one.equals(other);
  }
}
