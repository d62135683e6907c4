package dev.steward.process.task;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who does a person's tasks while that person is away.
 *
 * @param allowedBy the operator who lets the substitute do tasks that are for none of the substitute's own groups
 */
record Substitute(
  UUID id,
  String person,
  String substitute,
  Instant from,
  Instant until,
  Instant namedAt,
  @Nullable String allowedBy,
  @Nullable Instant withdrawnAt
) {}
