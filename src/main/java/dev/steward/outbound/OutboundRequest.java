package dev.steward.outbound;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * @param timeout for all of it, from the first connection to the last byte of the answer
 * @param largestAnswer in bytes; what is longer is cut off
 */
public record OutboundRequest(
  String method,
  URI uri,
  Map<String, String> headers,
  byte @Nullable [] body,
  Duration timeout,
  int largestAnswer,
  Reach reach
) {}
