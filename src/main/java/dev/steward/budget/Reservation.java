package dev.steward.budget;

import dev.steward.journal.Count;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What one model call may use up, by counter. Stored beside the attempt, so that whoever finds it unsettled can give it back.
 *
 * @param amounts in the units of each counter's measure
 */
public record Reservation(Map<String, Long> amounts) {
  public static final Reservation NONE = new Reservation(Map.of());

  public Reservation {
    amounts = Map.copyOf(amounts);
  }

  /** What is left of it once the true price is known: given back, or charged in addition. */
  public List<Count> settled(Spending spent) {
    var counts = new LinkedHashMap<String, Long>();
    amounts.forEach((counter, reserved) ->
      counts.put(counter, spent.counted(Account.measure(counter)) - reserved)
    );
    return counts(counts);
  }

  /** The whole of it: nothing was spent, or nobody says how much. */
  public List<Count> released() {
    var counts = new LinkedHashMap<String, Long>();
    amounts.forEach((counter, reserved) -> counts.put(counter, -reserved));
    return counts(counts);
  }

  /** What an answer cost that comes after its reservation was given back. */
  public List<Count> charged(Spending spent) {
    var counts = new LinkedHashMap<String, Long>();
    amounts
      .keySet()
      .forEach(counter -> counts.put(counter, spent.counted(Account.measure(counter))));
    return counts(counts);
  }

  private static List<Count> counts(Map<String, Long> amounts) {
    return amounts
      .entrySet()
      .stream()
      .filter(entry -> entry.getValue() != 0)
      .map(entry -> Count.of(entry.getKey(), entry.getValue()))
      .toList();
  }
}
