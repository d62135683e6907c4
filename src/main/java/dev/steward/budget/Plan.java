package dev.steward.budget;

import dev.steward.journal.Step;
import dev.steward.policy.Limit;
import java.util.Map;

/**
 * What has to be committed before a model is asked.
 *
 * @param step adds the reservation to the accounts, within their bounds
 * @param bounds what each bound's name stands for
 */
public record Plan(Reservation reservation, Step step, Map<String, Bounded> bounds) {
  static final Plan FREE = new Plan(Reservation.NONE, new Step(), Map.of());

  /** A limit of an account. */
  record Bounded(Account account, Limit limit) {}

  public Plan {
    bounds = Map.copyOf(bounds);
  }
}
