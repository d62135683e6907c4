package dev.steward.retention;

import jakarta.validation.constraints.Positive;
import java.time.Duration;
import java.time.Period;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How old instances are cleared away.
 *
 * @param defaultPeriod for workflows whose map says nothing; without one, those are kept for ever
 * @param every how often it is looked for those that are due
 * @param batch how many are cleared away between two pauses
 * @param pause that lets others have the database
 */
@Validated
@ConfigurationProperties("steward.retention")
record RetentionProperties(
  @Nullable Period defaultPeriod,
  @DefaultValue("1h") Duration every,
  @DefaultValue("20") @Positive int batch,
  @DefaultValue("200ms") Duration pause
) {}
