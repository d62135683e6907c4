package dev.steward.evaluation;

import dev.steward.agent.TrialRole;
import dev.steward.agent.Trials;
import org.springframework.stereotype.Component;

/** Tries a case once. */
@Component
class CaseTrials {

  private final Trials trials;

  CaseTrials(Trials trials) {
    this.trials = trials;
  }

  TriedCase run(TrialRole role, String name, EvaluationCase tried, int number, String model) {
    var recording = new Recording(tried.recorded());
    var trial = trials.run(role, tried.task(role.tools()), recording, model);
    return TriedCase.of(name, tried, number, trial);
  }
}
