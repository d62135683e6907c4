package dev.steward.monitoring;

import static java.util.Objects.requireNonNullElse;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Facts added up, of which figures come. */
final class Totals {

  /** Times are kept by powers of this, in milliseconds. */
  static final double STEP = 1.05;

  private final Map<String, Total> facts = new HashMap<>();

  private static final class Total {

    private long number;
    private BigDecimal amount = BigDecimal.ZERO;
    private final TreeMap<Integer, Long> times = new TreeMap<>();
  }

  /** @param buckets of times, with the facts in each beside it in {@code counts} */
  void add(String fact, long number, BigDecimal amount, Integer[] buckets, Long[] counts) {
    var total = facts.computeIfAbsent(fact, none -> new Total());
    total.number += number;
    total.amount = total.amount.add(amount);
    for (int i = 0; i < buckets.length; i++) {
      total.times.merge(buckets[i], counts[i], Long::sum);
    }
  }

  void add(Totals others) {
    others.facts.forEach((fact, other) -> {
      var total = facts.computeIfAbsent(fact, none -> new Total());
      total.number += other.number;
      total.amount = total.amount.add(other.amount);
      other.times.forEach((bucket, number) -> total.times.merge(bucket, number, Long::sum));
    });
  }

  Measured measure(Formula formula) {
    var of = requireNonNullElse(facts.get(formula.numerator()), new Total());
    var in = requireNonNullElse(facts.get(formula.denominator()), new Total());
    return switch (formula) {
      case Formula.Ratio ratio -> new Measured(
        divided(BigDecimal.valueOf(of.number), in.number),
        BigDecimal.valueOf(of.number),
        in.number
      );
      case Formula.Count count -> new Measured(
        BigDecimal.valueOf(of.number),
        BigDecimal.valueOf(of.number),
        null
      );
      case Formula.Sum sum -> new Measured(of.number == 0 ? null : of.amount, of.amount, of.number);
      case Formula.Per per -> new Measured(divided(of.amount, in.number), of.amount, in.number);
      case Formula.Quantile quantile -> new Measured(
        quantile(of.times, quantile.share()),
        null,
        of.times.values().stream().mapToLong(Long::longValue).sum()
      );
    };
  }

  private static @Nullable BigDecimal divided(BigDecimal amount, long by) {
    return by == 0 ? null : amount.divide(BigDecimal.valueOf(by), MathContext.DECIMAL64);
  }

  /** By nearest rank; the middle of the bucket, which is at most 2.5 % away from any time in it. */
  private static @Nullable BigDecimal quantile(TreeMap<Integer, Long> times, double share) {
    long all = times.values().stream().mapToLong(Long::longValue).sum();
    long rank = (long) Math.ceil(share * all);
    long passed = 0;
    for (var time : times.entrySet()) {
      passed += time.getValue();
      if (passed >= rank) {
        return BigDecimal.valueOf(Math.round(Math.pow(STEP, time.getKey() + 0.5)));
      }
    }
    return null;
  }
}
