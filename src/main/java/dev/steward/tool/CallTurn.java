package dev.steward.tool;

import dev.steward.journal.Step;
import dev.steward.journal.Steps;

/**
 * The calls of one turn, as they are brought forward.
 *
 * @param alone whether there is only one; what comes of it can be committed with whatever the work does next
 */
record CallTurn(CallScope scope, Steps steps, boolean alone) {
  /** For what must be on record before anything happens. */
  void commit(Step step) {
    steps.commit(step);
  }

  /** For what is on record for good once anything further happens. */
  void settle(Step step) {
    if (alone) {
      steps.defer(step);
    } else {
      steps.record(step);
    }
  }
}
