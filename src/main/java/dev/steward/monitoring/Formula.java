package dev.steward.monitoring;

import java.util.Set;

/** How a figure comes out of facts. */
sealed interface Formula {
  /** Share of the one in the other. */
  record Ratio(String of, String in) implements Formula {}

  record Count(String of) implements Formula {}

  /** What the facts amount to, in US dollars or minutes. */
  record Sum(String of) implements Formula {}

  /** What the facts amount to, for each of the others. */
  record Per(String of, String each) implements Formula {}

  /** A time that this share of the facts did not exceed, in milliseconds; within 2.5 %. */
  record Quantile(String of, double share) implements Formula {}

  /** The facts that are counted. */
  default String numerator() {
    return switch (this) {
      case Ratio ratio -> ratio.of();
      case Count count -> count.of();
      case Sum sum -> sum.of();
      case Per per -> per.of();
      case Quantile quantile -> quantile.of();
    };
  }

  /** The facts among which they are counted; the same where there are no others. */
  default String denominator() {
    return switch (this) {
      case Ratio ratio -> ratio.in();
      case Per per -> per.each();
      case Count count -> count.of();
      case Sum sum -> sum.of();
      case Quantile quantile -> quantile.of();
    };
  }

  default Set<String> facts() {
    return numerator().equals(denominator())
      ? Set.of(numerator())
      : Set.of(numerator(), denominator());
  }
}
