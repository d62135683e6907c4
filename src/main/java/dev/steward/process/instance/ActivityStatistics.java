package dev.steward.process.instance;

import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a process did in a period, for each of its activities.
 *
 * @param version null where all are added up
 * @param from of when an activity was entered, inclusive
 * @param to exclusive
 * @param more the period holds more than is added up: only its latest part is in these figures
 */
@Schema(name = "ProcessStatistics")
record ActivityStatistics(
  String processKey,
  @Nullable Integer version,
  Instant from,
  Instant to,
  List<Item> items,
  boolean more
) {
  /**
   * @param entered in the period; of these completed, and still there now
   * @param incidents opened in the period, whatever became of them; of all versions
   * @param p50Ms of those that were completed, from entering to leaving; null without any
   * @param costUsd of models
   * @param toolCalls of agents and of the diagram
   */
  @Schema(name = "ActivityStatistics")
  record Item(
    String activityId,
    long entered,
    long completed,
    long active,
    long incidents,
    @Nullable Double p50Ms,
    @Nullable Double p95Ms,
    BigDecimal costUsd,
    long toolCalls
  ) {}
}
