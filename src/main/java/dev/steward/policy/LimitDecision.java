package dev.steward.policy;

import java.util.List;

/**
 * The budgets that a model call is charged to.
 *
 * @param known false where the tables could not be asked: nothing may be spent then
 * @param onTrial what would limit it with the tables in shadow mode; without effect
 */
public record LimitDecision(boolean known, List<Limit> limits, List<Limit> onTrial) {
  public LimitDecision {
    limits = List.copyOf(limits);
    onTrial = List.copyOf(onTrial);
  }
}
