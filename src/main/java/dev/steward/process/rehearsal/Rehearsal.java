package dev.steward.process.rehearsal;

import java.time.Instant;
import java.util.UUID;

/**
 * A stored rehearsal.
 *
 * @param person who rehearses
 * @param instanceId of the instance that was started, which may have called others
 */
record Rehearsal(
  UUID id,
  String person,
  String processKey,
  String instanceId,
  Instant startedAt,
  Instant usedAt
) {}
