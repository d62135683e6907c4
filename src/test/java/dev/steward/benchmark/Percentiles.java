package dev.steward.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collection;

/** Of durations in milliseconds. */
record Percentiles(double p50, double p95, double p99, double longest) {
  static Percentiles of(Collection<Double> millis) {
    var sorted = millis.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    return new Percentiles(at(sorted, 0.50), at(sorted, 0.95), at(sorted, 0.99), at(sorted, 1));
  }

  static Percentiles of(JsonNode millis) {
    return of(millis.valueStream().map(JsonNode::doubleValue).toList());
  }

  /** The smallest value that is not exceeded by that share of all values. */
  private static double at(double[] sorted, double share) {
    return sorted.length == 0
      ? Double.NaN
      : sorted[Math.max(0, (int) Math.ceil(share * sorted.length) - 1)];
  }
}
