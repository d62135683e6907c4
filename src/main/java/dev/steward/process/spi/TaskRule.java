package dev.steward.process.spi;

import dev.steward.identity.Actor;
import java.util.Optional;

/**
 * Further rules about who may complete a task. Asked inside the engine's task completion, so that REST, the web app, Flowable's own
 * REST and Java meet the same ones.
 */
public interface TaskRule {
  /** One sentence for the actor that says why not, or empty. */
  Optional<String> refusal(OpenTask task, Actor actor);

  /** Throws a problem for the caller when the task must not be completed in this way. */
  void beforeCompletion(OpenTask task, Actor actor);
}
