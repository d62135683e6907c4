package dev.steward.process.spi;

import dev.steward.identity.Actor;
import java.util.Optional;

/** What other modules do with tasks for people. */
public interface OpenTasks {
  /** @throws dev.steward.problem.ProblemException 404, or 409 where the task was completed before */
  OpenTask get(String id, Actor actor);

  /**
   * Somebody has done their part, and others have to do theirs: asks all that completing the task would ask about this actor, and gives up
   * their claim.
   *
   * @throws dev.steward.problem.ProblemException 403 for whoever could not complete it
   */
  void handBack(String id, Actor actor);

  /** Whoever asks; empty where there is no such open task. */
  Optional<OpenTask> find(String id);

  /**
   * The task's name as its author wrote it. Where the diagram computes it, the activity's id instead: what came out may hold the
   * value of a confidential variable.
   */
  String plainName(OpenTask task);

  /**
   * Does something with a task in a transaction of its own, one after the other with what people do with other tasks of the same
   * instance; again where another node or a job came first.
   */
  void inTurn(String id, Runnable work);

  /** The same for one of several: what goes wrong is told in its result, and the others are still to be done. */
  ItemResult attempt(String id, Runnable work);

  /** Completes the task in the caller's transaction, under all rules. */
  void complete(OpenTask task, Actor actor);
}
