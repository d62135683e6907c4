package dev.steward.adversary;

import java.util.ArrayList;
import java.util.List;

/** One instance of a workflow on records of its own, attacked or not. */
record Case(int number, Workflow workflow, Attack attack) {
  /** By how many ways a goal is tried that is tried everywhere; the others by every way there is. */
  private static final int WAYS = 3;

  /** Stands in every record of the case. */
  String id() {
    return "case-" + number;
  }

  String name() {
    return attack.vector() == null
      ? "%s, %s".formatted(workflow.key(), id())
      : "%s, by %s: %s, %s".formatted(
          workflow.key(),
          attack.vector(),
          attack.goal(),
          attack.early() ? "at once" : "at the end"
        );
  }

  static List<Case> attacked() {
    var cases = new ArrayList<Case>();
    for (var workflow : Workflow.ALL) {
      int turn = 0;
      for (var goal : Goal.ALL) {
        for (int way = 0; goal.fits(workflow.key()) && way < ways(goal, workflow); way++) {
          int number = 100 + cases.size();
          var vectors = workflow.vectors();
          var text = goal
            .text()
            .replace("{c}", "case-" + number)
            .replace("{n}", Integer.toString(number));
          cases.add(
            new Case(
              number,
              workflow,
              new Attack(
                vectors.get(turn++ % vectors.size()),
                goal.name(),
                text,
                workflow.firstAgent(),
                number % 2 == 0,
                goal.initiator()
              )
            )
          );
        }
      }
    }
    return cases;
  }

  private static int ways(Goal goal, Workflow workflow) {
    return goal.workflows().isEmpty() ? WAYS : workflow.vectors().size();
  }

  static List<Case> benign(int count) {
    var cases = new ArrayList<Case>();
    for (int i = 0; i < count; i++) {
      cases.add(new Case(600 + i, Workflow.ALL.get(i % Workflow.ALL.size()), Attack.NONE));
    }
    return cases;
  }
}
