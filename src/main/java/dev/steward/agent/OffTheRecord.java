package dev.steward.agent;

import dev.steward.process.spi.WorkContext;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;

/** Runs that are stored nowhere. */
final class OffTheRecord {

  private OffTheRecord() {}

  static AgentRun run(
    UUID id,
    TrialRole version,
    WorkContext context,
    Trials.Task task,
    String prompt,
    String text,
    Clock clock
  ) {
    var now = clock.instant();
    return new AgentRun(
      id,
      version.agent(),
      version.version(),
      context,
      task.goal(),
      task.inputs(),
      task.tools(),
      prompt,
      text,
      RunState.RUNNING,
      0,
      0,
      0,
      0,
      BigDecimal.ZERO,
      null,
      null,
      now,
      now,
      null,
      null,
      Duration.ZERO,
      null,
      null
    );
  }
}
