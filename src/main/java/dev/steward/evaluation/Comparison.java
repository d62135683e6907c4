package dev.steward.evaluation;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Two evaluations of an agent side by side, case by case. Only cases that both have tried are counted. */
@Schema(name = "EvaluationComparison")
record Comparison(int better, int worse, int same, List<Line> cases) {
  @Schema(name = "EvaluationChange")
  enum Change {
    @JsonProperty("better")
    BETTER,

    @JsonProperty("worse")
    WORSE,

    @JsonProperty("same")
    SAME,

    /** Only one of the two has tried it. */
    @JsonProperty("new")
    NEW,
  }

  /**
   * @param now share of trials that passed; null where it was not tried
   * @param before the same of the earlier evaluation
   */
  @Schema(name = "EvaluationLine")
  record Line(String name, @Nullable Double now, @Nullable Double before, Change change) {}

  static Comparison of(List<TriedCase> now, List<TriedCase> before) {
    var rates = rates(now);
    var earlier = rates(before);
    var names = new TreeSet<>(rates.keySet());
    names.addAll(earlier.keySet());
    var lines = names
      .stream()
      .map(name -> line(name, rates.get(name), earlier.get(name)))
      .toList();
    return new Comparison(
      count(lines, Change.BETTER),
      count(lines, Change.WORSE),
      count(lines, Change.SAME),
      lines
    );
  }

  private static Line line(String name, @Nullable Double now, @Nullable Double before) {
    if (now == null || before == null) {
      return new Line(name, now, before, Change.NEW);
    }
    int difference = Double.compare(now, before);
    var change = difference > 0 ? Change.BETTER : difference < 0 ? Change.WORSE : Change.SAME;
    return new Line(name, now, before, change);
  }

  private static Map<String, Double> rates(List<TriedCase> tried) {
    return tried
      .stream()
      .collect(
        Collectors.groupingBy(
          TriedCase::name,
          TreeMap::new,
          Collectors.collectingAndThen(Collectors.toList(), all -> Figures.of(all).passRate())
        )
      );
  }

  private static int count(List<Line> lines, Change change) {
    return (int) lines
      .stream()
      .filter(line -> line.change() == change)
      .count();
  }
}
