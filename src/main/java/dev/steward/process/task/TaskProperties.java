package dev.steward.process.task;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * @param dueSoon how long before its due date people are reminded of a task
 * @param largestDraft of what one person has filled in for one task
 * @param longestComment in characters
 */
@Validated
@ConfigurationProperties("steward.tasks")
record TaskProperties(
  @DefaultValue("1h") Duration dueSoon,
  @DefaultValue("64KB") DataSize largestDraft,
  @Min(1) @Max(100_000) @DefaultValue("4000") int longestComment
) {}
