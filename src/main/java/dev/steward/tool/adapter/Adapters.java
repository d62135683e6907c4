package dev.steward.tool.adapter;

import dev.steward.tool.contract.Target;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Finds the adapter for a call's target. */
@Component
public class Adapters {

  private final Map<Class<?>, Adapter<?>> adapters = new HashMap<>();

  Adapters(List<Adapter<?>> adapters) {
    adapters.forEach(adapter -> this.adapters.put(adapter.target(), adapter));
  }

  /** One attempt at a call, where its contract says for the environment. */
  public Answer call(Order order) {
    var binding = order.contract().environments().get(order.context().environment());
    return binding == null
      ? new Answer.Failure("The tool does not exist in this environment")
      : call(binding.target(), order);
  }

  /** Whether an earlier attempt has begun what takes long, so that the call has only to be awaited. */
  public boolean isUnderWay(Order order) {
    var binding = order.contract().environments().get(order.context().environment());
    return binding != null && isUnderWay(binding.target(), order);
  }

  /** The url that a target leads to, with settings filled in; empty where it leads to none. */
  Optional<String> address(Target target) {
    return addressOf(target);
  }

  public Optional<String> quarantined(Target target) {
    return quarantinedBy(target);
  }

  private <T extends Target> Answer call(T target, Order order) {
    return this.<T>of(target).call(target, order);
  }

  private <T extends Target> boolean isUnderWay(T target, Order order) {
    return this.<T>of(target).isUnderWay(target, order);
  }

  private <T extends Target> Optional<String> addressOf(T target) {
    return this.<T>of(target).address(target);
  }

  private <T extends Target> Optional<String> quarantinedBy(T target) {
    return this.<T>of(target).quarantined(target);
  }

  @SuppressWarnings("unchecked")
  private <T extends Target> Adapter<T> of(T target) {
    var adapter = adapters.get(target.getClass());
    if (adapter == null) {
      throw new IllegalStateException(
        "There is no adapter for " + target.getClass().getSimpleName()
      );
    }
    return (Adapter<T>) adapter;
  }
}
