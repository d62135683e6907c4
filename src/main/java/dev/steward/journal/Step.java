package dev.steward.journal;

import java.util.ArrayList;
import java.util.List;

/**
 * What is committed together or not at all. A guard is an update that must find its row as it expects it; where one does not, nothing
 * of the step is written. The same holds for a bound of a count.
 */
public final class Step {

  private final List<Write> guards = new ArrayList<>();
  private final List<Write> writes = new ArrayList<>();
  private final List<Count> counts = new ArrayList<>();

  /** @param update must change exactly one row */
  public Step guard(Write update) {
    guards.add(update);
    return this;
  }

  public Step write(Write row) {
    writes.add(row);
    return this;
  }

  public Step count(Count count) {
    counts.add(count);
    return this;
  }

  public Step count(List<Count> all) {
    counts.addAll(all);
    return this;
  }

  /** Takes over everything of another step. */
  public Step and(Step other) {
    counts.addAll(other.counts);
    guards.addAll(other.guards);
    writes.addAll(other.writes);
    return this;
  }

  boolean isEmpty() {
    return guards.isEmpty() && writes.isEmpty() && counts.isEmpty();
  }

  List<Write> guards() {
    return guards;
  }

  List<Write> writes() {
    return writes;
  }

  List<Count> counts() {
    return counts;
  }
}
