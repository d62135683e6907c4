package dev.steward.process.spi;

import java.time.Instant;
import java.util.List;

/** Where instances have gone lately, also where nobody has put it on the trail: timers, gateways, new tasks. */
public interface Moves {
  /** @param id of the step, which is told once for each */
  record Move(String id, String instanceId) {}

  /** Activities begun since then, rehearsals' left out, in no order. */
  List<Move> since(Instant from, int limit);
}
