package dev.steward.tool.adapter;

import dev.steward.tool.contract.Target;
import java.util.Optional;

/** Carries calls to one kind of target. It is called without a transaction, and takes as long as the contract's timeout allows. */
public interface Adapter<T extends Target> {
  Class<T> target();

  /**
   * Makes one attempt. Says of every outcome whether the call happened, did not, or may have.
   *
   * @throws dev.steward.journal.LostWorkException where this node stops meanwhile
   */
  Answer call(T target, Order order);

  /** Whether the target may be called at all, for what a model is offered. Asks nobody. @return a reason where it may not */
  default Optional<String> quarantined(T target) {
    return Optional.empty();
  }
}
