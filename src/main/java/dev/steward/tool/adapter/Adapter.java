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

  /** Whether an earlier attempt has begun what takes long, so that the call has only to be awaited. Asks no target. */
  default boolean isUnderWay(T target, Order order) {
    return false;
  }

  /** The url it leads to, with settings filled in; empty where it leads to none. */
  default Optional<String> address(T target) {
    return Optional.empty();
  }

  /** Whether the target may be called at all, for what a model is offered. Asks nobody. @return a reason where it may not */
  default Optional<String> quarantined(T target) {
    return Optional.empty();
  }
}
