package dev.steward.agent;

import dev.steward.model.ModelFault;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What was tried in one turn.
 *
 * @param attempts all of them, however they ended: the next one's number is one more
 * @param left models that want to be left alone for longer than their fallback takes
 */
record Tried(int attempts, List<Failure> failures, Set<String> left) {
  record Failure(String model, ModelFault.Kind fault) {}

  static Tried none() {
    return new Tried(0, List.of(), Set.of());
  }

  int next() {
    return attempts + 1;
  }

  Tried and(String model, ModelFault fault) {
    var all = new ArrayList<>(failures);
    all.add(new Failure(model, fault.kind()));
    return new Tried(attempts + 1, all, left);
  }

  Tried leaving(String model) {
    var models = new HashSet<>(left);
    models.add(model);
    return new Tried(attempts, failures, models);
  }

  int failures(String model) {
    return (int) failures
      .stream()
      .filter(failure -> failure.model().equals(model))
      .count();
  }

  boolean leaves(String model) {
    return (
      !left.contains(model) &&
      failures(model) < ModelCalls.ATTEMPTS_PER_MODEL &&
      failures
        .stream()
        .allMatch(failure -> !failure.model().equals(model) || failure.fault().retryable())
    );
  }
}
