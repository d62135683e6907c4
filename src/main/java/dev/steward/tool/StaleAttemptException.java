package dev.steward.tool;

import java.util.UUID;

/** Another attempt at the same call has gone on meanwhile; whoever gets this stops and leaves the call to it. */
class StaleAttemptException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  StaleAttemptException(UUID call) {
    super("Another attempt at tool call " + call + " has gone on");
  }
}
