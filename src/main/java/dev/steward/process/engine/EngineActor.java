package dev.steward.process.engine;

import dev.steward.identity.Actor;
import org.flowable.common.engine.impl.identity.Authentication;

/** Tells the engine who acts, so that the rules inside its commands know, and what it puts on record says so. */
public final class EngineActor {

  private EngineActor() {}

  public static void run(Actor actor, Runnable command) {
    var before = Authentication.getAuthenticatedUserId();
    Authentication.setAuthenticatedUserId(actor.name());
    try {
      command.run();
    } finally {
      Authentication.setAuthenticatedUserId(before);
    }
  }
}
