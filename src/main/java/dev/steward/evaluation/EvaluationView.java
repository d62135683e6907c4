package dev.steward.evaluation;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An evaluation with its results so far.
 *
 * @param done trials
 * @param last the evaluation that it is compared with; null where it is the agent's first
 */
@Schema(name = "EvaluationReport")
record EvaluationView(
  Evaluation evaluation,
  int done,
  Figures figures,
  List<TriedCase> results,
  @Nullable Earlier last
) {
  @Schema(name = "EarlierEvaluation")
  record Earlier(Evaluation evaluation, Figures figures, Comparison comparison) {}
}
