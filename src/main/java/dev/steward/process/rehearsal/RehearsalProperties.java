package dev.steward.process.rehearsal;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How long rehearsals stay, and how many.
 *
 * @param keep after whoever rehearses has last answered
 * @param perPerson at once
 */
@Validated
@ConfigurationProperties("steward.rehearsals")
record RehearsalProperties(
  @DefaultValue("1h") @NotNull Duration keep,
  @DefaultValue("3") @Min(1) int perPerson
) {}
