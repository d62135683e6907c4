package dev.steward.process.spi;

import dev.steward.identity.Actor;

/** Who may look at an instance, for what other modules show of it. */
public interface VisibleInstances {
  /** @throws dev.steward.problem.ProblemException 404 for an instance that is not there, or that this actor may not see */
  void require(String instanceId, Actor actor);
}
