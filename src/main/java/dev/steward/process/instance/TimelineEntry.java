package dev.steward.process.instance;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One thing that happened in an instance.
 *
 * @param rehearsal true where the rehearsal model spoke and not a real one
 * @param detail whatever else is known, as the trail keeps it
 */
public record TimelineEntry(
  String id,
  Instant at,
  TimelineType type,
  @Nullable String actor,
  @Nullable String activityId,
  @Nullable String activityName,
  String title,
  @Nullable String state,
  @Nullable Long durationMs,
  @Nullable BigDecimal costUsd,
  boolean rehearsal,
  JsonNode detail
) {}
