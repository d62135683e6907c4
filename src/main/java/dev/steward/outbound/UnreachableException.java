package dev.steward.outbound;

import java.io.IOException;

/** There was no connection, so nothing was sent. */
public class UnreachableException extends IOException {

  private static final long serialVersionUID = 1L;

  public UnreachableException(String message, Throwable cause) {
    super(message, cause);
  }
}
