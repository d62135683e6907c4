package dev.steward.process.spi;

import dev.steward.identity.Actor;

/** What other modules do with tasks for people. */
public interface OpenTasks {
  /** @throws dev.steward.problem.ProblemException 404, or 409 where the task was completed before */
  OpenTask get(String id, Actor actor);

  /** Completes the task in the caller's transaction, under all rules. */
  void complete(String id, Actor actor);
}
