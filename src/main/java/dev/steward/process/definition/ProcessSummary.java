package dev.steward.process.definition;

import org.jspecify.annotations.Nullable;

/**
 * A process as a list shows it.
 *
 * @param running instances that have not ended, of all versions
 * @param startable false while the process is suspended
 */
record ProcessSummary(
  String key,
  String name,
  int version,
  @Nullable String owner,
  String riskClass,
  long running,
  boolean startable
) {}
