package dev.steward.evaluation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.steward.agent.Trial;
import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One trial of a case.
 *
 * @param trial from 1
 * @param answer null where there was none
 * @param calls the tools it called, in order
 */
@Schema(name = "TriedCase")
record TriedCase(
  String name,
  String title,
  int trial,
  boolean passed,
  List<Finding> findings,
  @Nullable JsonNode answer,
  List<CalledTool> calls,
  int turns,
  boolean rehearsal,
  long inputTokens,
  long outputTokens,
  BigDecimal costUsd,
  long durationMs
) {
  @Schema(name = "TriedCall")
  record CalledTool(String tool, JsonNode arguments, boolean recorded) {}

  static TriedCase of(String name, EvaluationCase tried, int number, Trial trial) {
    var findings = Expectations.unmet(tried, trial);
    return new TriedCase(
      name,
      tried.title(),
      number,
      findings.isEmpty(),
      findings,
      trial.answer(),
      trial
        .calls()
        .stream()
        .map(call -> new CalledTool(call.tool(), call.arguments(), call.result() != null))
        .toList(),
      trial.modelCalls(),
      trial.rehearsal(),
      trial.tokensIn(),
      trial.tokensOut(),
      trial.costUsd(),
      trial.took().toMillis()
    );
  }

  /** Whether nothing of this kind was amiss. An answer that is missing has none of it. */
  boolean met(Finding.Kind kind) {
    return findings
      .stream()
      .noneMatch(finding -> finding.kind() == kind || finding.kind() == Finding.Kind.ANSWER);
  }
}
