package dev.steward.process.spi;

import dev.steward.identity.Actor;

/**
 * Says whether someone may complete a task. Asked inside the engine's task completion, so that REST, the web app, Flowable's own
 * REST and Java meet the same rules.
 */
public interface TaskRule {

  /** Throws a problem for the caller when the task must not be completed by this actor, or not in this way. */
  void beforeCompletion(OpenTask task, Actor actor);
}
