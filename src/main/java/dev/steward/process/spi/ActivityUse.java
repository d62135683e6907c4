package dev.steward.process.spi;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the activities of a process have used, told by those who keep the journals. */
public interface ActivityUse {
  /** Of a period that holds more pieces of work than this only the newest are added up. */
  int MOST = 20_000;

  /**
   * @param costUsd of models
   * @param calls of tools, asked for by agents and by the diagram
   */
  record Use(BigDecimal costUsd, long calls) {
    public static final Use NONE = new Use(BigDecimal.ZERO, 0);

    public Use and(Use other) {
      return new Use(costUsd.add(other.costUsd), calls + other.calls);
    }
  }

  /** @param more there was older work in the period, which is left out */
  record Uses(Map<String, Use> byActivity, boolean more) {
    public Uses {
      byActivity = Map.copyOf(byActivity);
    }
  }

  /**
   * @param version of the process; all where it is null
   * @param from of the beginning of the work, inclusive
   * @param to exclusive
   */
  Uses of(String processKey, @Nullable Integer version, Instant from, Instant to);
}
