package dev.steward.outbound;

import java.util.List;
import java.util.Map;

/**
 * @param headers by name as the other side spells it
 * @param whole false where the body is longer than was allowed; the rest was not read
 */
public record OutboundResponse(
  int status,
  Map<String, List<String>> headers,
  byte[] body,
  boolean whole
) {}
