package dev.steward.evaluation;

import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is to be tried.
 *
 * @param model a configured model, or {@code rehearsal}; the role's own where none is named
 * @param version of the agent; the one in force where none is named
 * @param prompt a whole role that nobody has stored, instead of a version
 * @param cases their names; all where none is named
 * @param trials of each case, 1 where nothing is said
 * @param spendLimitUsd at which it ends; never more than is configured
 */
@Schema(name = "EvaluationRequest")
record EvaluationRequest(
  @NotBlank @Size(max = 64) String agent,
  @Nullable @Size(max = 100) String model,
  @Nullable @Size(max = 64) String version,
  @Nullable @Size(max = 100_000) String prompt,
  @Nullable @Size(max = 500) List<@NotBlank String> cases,
  @Nullable @Min(1) @Max(20) Integer trials,
  @Nullable @Positive BigDecimal spendLimitUsd
) {}
