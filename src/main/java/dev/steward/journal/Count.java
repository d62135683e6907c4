package dev.steward.journal;

import java.util.List;
import java.util.function.Supplier;

/**
 * Adds to a number that many steps share. What the steps of one commit add to it is one update, so that a number under thousands of
 * steps does not slow them down.
 *
 * @param counter its name; one that nobody has added to is 0
 * @param amount negative to take something back, which no bound forbids
 */
public record Count(String counter, long amount, List<Bound> bounds, List<Mark> marks) {
  /**
   * The step is not committed where the number would get beyond it.
   *
   * @param name by which whoever set the bound knows it again
   */
  public record Bound(long atMost, String name) implements Condition {}

  /** Is made and written once in the number's life: with the first step that brings it to this height. */
  public record Mark(long at, Supplier<Step> step) {}

  public Count {
    bounds = List.copyOf(bounds);
    marks = List.copyOf(marks);
  }

  public static Count of(String counter, long amount) {
    return new Count(counter, amount, List.of(), List.of());
  }
}
