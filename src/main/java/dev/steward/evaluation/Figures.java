package dev.steward.evaluation;

import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigDecimal;
import java.util.List;
import java.util.function.Predicate;

/**
 * What trials add up to.
 *
 * @param passRate share of trials in which everything was met, as the next three are of what their name says; 1 without any trial
 * @param latencyP50Ms of a whole trial: nearest rank
 */
@Schema(name = "EvaluationFigures")
record Figures(
  int trials,
  int passed,
  double passRate,
  double classification,
  double toolUse,
  double routing,
  BigDecimal costUsd,
  long inputTokens,
  long outputTokens,
  long latencyP50Ms,
  long latencyP95Ms
) {
  static Figures of(List<TriedCase> tried) {
    return new Figures(
      tried.size(),
      (int) tried.stream().filter(TriedCase::passed).count(),
      share(tried, TriedCase::passed),
      share(tried, one -> one.met(Finding.Kind.CLASSIFICATION)),
      share(tried, one -> one.met(Finding.Kind.TOOLS)),
      share(tried, one -> one.met(Finding.Kind.ROUTING)),
      tried.stream().map(TriedCase::costUsd).reduce(BigDecimal.ZERO, BigDecimal::add),
      tried.stream().mapToLong(TriedCase::inputTokens).sum(),
      tried.stream().mapToLong(TriedCase::outputTokens).sum(),
      percentile(tried, 0.50),
      percentile(tried, 0.95)
    );
  }

  private static double share(List<TriedCase> tried, Predicate<TriedCase> good) {
    return tried.isEmpty() ? 1 : (double) tried.stream().filter(good).count() / tried.size();
  }

  private static long percentile(List<TriedCase> tried, double share) {
    if (tried.isEmpty()) {
      return 0;
    }
    var sorted = tried.stream().map(TriedCase::durationMs).sorted().toList();
    return sorted.get(Math.max(0, (int) Math.ceil(share * sorted.size()) - 1));
  }
}
