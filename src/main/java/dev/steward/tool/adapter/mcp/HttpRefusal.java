package dev.steward.tool.adapter.mcp;

import java.io.IOException;
import java.time.Duration;

/** A status that says that the server did not look at the message. */
final class HttpRefusal extends IOException {

  private static final long serialVersionUID = 1L;

  private final int status;
  private final Duration pause;

  HttpRefusal(int status, Duration pause) {
    super("Status " + status);
    this.status = status;
    this.pause = pause;
  }

  int status() {
    return status;
  }

  Duration pause() {
    return pause;
  }

  /** The protocol's 404, and the 400 of servers that do not keep to it. */
  boolean maySessionBeOver() {
    return status == 400 || status == 404;
  }
}
