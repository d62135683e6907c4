package dev.steward.tool.adapter.mcp;

import java.io.IOException;

final class OversizedException extends IOException {

  private static final long serialVersionUID = 1L;

  OversizedException(long largest) {
    super("The answer is larger than " + largest + " bytes");
  }
}
