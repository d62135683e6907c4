package dev.steward.crash;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What a run of the load does, and which effects it must leave behind. */
enum Workload {
  /** Two keyed writes side by side, then a third. */
  NOTES("crash-notes", 5, "note/a", "note/b", "note/c"),
  /** A write whose target can be asked whether it happened. */
  BOOKING("crash-booking", 3, "booking/only"),
  /** A write that nobody can ask about. */
  PAYMENT("crash-payment", 5, "payment/only"),
  /** Two agents of one instance at once, and a tool task behind them. */
  PARALLEL("crash-parallel", 3, "note/a", "note/b", "note/c", "booking/only", "note/closing"),
  TOOL("crash-tool", 2, "note/alone"),
  /** A write that a person approves first. */
  REVIEW("crash-review", 2, "post/only"),
  /** An agent that a timer interrupts while it waits for the model. */
  TIMER("crash-timer", 1);

  private static final List<Workload> WEIGHTED = Arrays.stream(values())
    .flatMap(kind -> Collections.nCopies(kind.weight, kind).stream())
    .toList();

  final String processKey;
  private final int weight;
  private final Set<String> effects;

  Workload(String processKey, int weight, String... effects) {
    this.processKey = processKey;
    this.weight = weight;
    this.effects = Set.of(effects);
  }

  /** Every kind comes, in a mix that repeats. */
  static Workload ofNumber(int number) {
    // A step that shares no factor with the length visits every place.
    return WEIGHTED.get((number * 8) % WEIGHTED.size());
  }

  /** As {@link Systems} names effects. */
  Set<String> effects(String marker) {
    var named = new TreeSet<String>();
    effects.forEach(effect -> {
      var parts = effect.split("/");
      named.add(Systems.effect(parts[0], marker, parts[1]));
    });
    return named;
  }
}
