package dev.steward.evaluation;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import java.math.BigDecimal;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * What evaluations may use up.
 *
 * @param atOnce trials at once on a node
 * @param spendLimitUsd of one evaluation, at most
 */
@Validated
@ConfigurationProperties("steward.evaluations")
record EvaluationProperties(
  @DefaultValue("4") @Min(1) int atOnce,
  @DefaultValue("5") @NotNull @Positive BigDecimal spendLimitUsd
) {}
