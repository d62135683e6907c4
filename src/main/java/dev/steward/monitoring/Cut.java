package dev.steward.monitoring;

import static dev.steward.monitoring.Dimension.AGENT;
import static dev.steward.monitoring.Dimension.DETAIL;
import static dev.steward.monitoring.Dimension.MODEL;
import static dev.steward.monitoring.Dimension.PROCESS;
import static dev.steward.monitoring.Dimension.STEP;
import static dev.steward.monitoring.Dimension.TOOL;
import static dev.steward.monitoring.Dimension.VERSION;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * By what sums are kept apart. What is asked for most is a few rows an hour; whatever combination is left is in {@link #FINEST}, from
 * which all others are added up.
 */
enum Cut {
  ALL(EnumSet.noneOf(Dimension.class)),
  PROCESSES(EnumSet.of(PROCESS, VERSION)),
  STEPS(EnumSet.of(PROCESS, VERSION, STEP)),
  AGENTS(EnumSet.of(PROCESS, VERSION, AGENT)),
  TOOLS(EnumSet.of(PROCESS, VERSION, TOOL)),
  MODELS(EnumSet.of(PROCESS, VERSION, MODEL)),
  DETAILS(EnumSet.of(PROCESS, VERSION, DETAIL)),
  FINEST(EnumSet.allOf(Dimension.class));

  private final Set<Dimension> dimensions;

  Cut(Set<Dimension> dimensions) {
    this.dimensions = Set.copyOf(dimensions);
  }

  /** The coarsest that tells these apart. */
  static Cut of(Set<Dimension> asked) {
    return Arrays.stream(values())
      .filter(cut -> cut.dimensions.containsAll(asked))
      .findFirst()
      .orElseThrow();
  }

  /** What rows of {@code measure} have for each dimension, the rest empty. */
  String columns() {
    return Arrays.stream(Dimension.values())
      .map(by ->
        dimensions.contains(by) ? by.column() : (by == VERSION ? "0 AS " : "'' AS ") + by.column()
      )
      .collect(Collectors.joining(", "));
  }
}
