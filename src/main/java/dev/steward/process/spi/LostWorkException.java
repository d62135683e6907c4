package dev.steward.process.spi;

/**
 * Another execution has taken this work over: a lock ran out while this one was paused, or the work was cancelled. Whoever throws
 * it has changed nothing, and the engine leaves everything to the other one: no retry, no incident.
 */
public class LostWorkException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public LostWorkException(String message) {
    super(message);
  }
}
