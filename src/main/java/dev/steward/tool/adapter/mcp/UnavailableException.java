package dev.steward.tool.adapter.mcp;

import java.io.IOException;

/** A server cannot be asked now. The message is fit for an agent. */
final class UnavailableException extends IOException {

  private static final long serialVersionUID = 1L;

  UnavailableException(String message) {
    super(message);
  }
}
