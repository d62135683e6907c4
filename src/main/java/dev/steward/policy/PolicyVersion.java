package dev.steward.policy;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A version of a table, and whether it counts.
 *
 * @param file of the policy folder that it came from; null where somebody deployed it over REST
 */
record PolicyVersion(
  String key,
  int version,
  String deployment,
  PolicyMode mode,
  @Nullable String file,
  @Nullable String reason,
  String changedBy,
  Instant changedAt
) {
  String id() {
    return key + ":" + version;
  }
}
